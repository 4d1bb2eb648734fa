export { Foundation1764000000000 } from './1764000000000-foundation.js';
export { AuthorizationLife1764000100000 } from './1764000100000-authorization-life.js';
