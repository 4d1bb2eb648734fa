export { Foundation1764000000000 } from './1764000000000-foundation.js';
export { AuthorizationLife1764000100000 } from './1764000100000-authorization-life.js';
export { UpdateLink1764000200000 } from './1764000200000-update-link.js';
