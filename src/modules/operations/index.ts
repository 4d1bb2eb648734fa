export { OperationsModule } from './operations.module.js';
export { IN_FLIGHT, Operation, OperationStatus, type Failure } from './operation.entity.js';
export { OperationRunner, TakenOver, type OperationHandler } from './operation-runner.js';
export { OperationsRepository, type NewOperation } from './operations.repository.js';
export { type Decide, type Mutation, OperationsService } from './operations.service.js';
export { outcomeOf, providerOutcome, type Outcome } from './outcome.js';
export { hashInput } from './input-hash.js';
