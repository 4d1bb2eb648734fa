export { AccessModule } from './access.module.js';
export { AccessService } from './access.service.js';
export { Allow, EVERYONE, unauthenticated } from './access.guard.js';
export { CurrentPrincipal, type GraphqlContext, type Principal, Role } from './principal.js';
export { randomCode } from './secrets.js';
