export { HppModule } from './hpp.module.js';
export { HostedSession } from './hosted-session.entity.js';
export { HostedSessionCloser, type CloseResult } from './hosted-session.closer.js';
export { HostedSessionReader, type SessionTruth } from './hosted-session.reader.js';
export { HostedSessionsRepository } from './hosted-sessions.repository.js';
export { hasEnded, hostedSessionStates, PAYABLE } from './hosted-session.state-machine.js';
