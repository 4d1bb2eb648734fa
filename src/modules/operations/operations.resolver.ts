import { Query, Resolver } from '@nestjs/graphql';

import { Clock } from '../../common/clock/clock.js';
import { Allow, CurrentPrincipal, type Principal, Role } from '../access/index.js';
import { OperationsRepository } from './operations.repository.js';
import { UnresolvedOperation } from './unresolved-operation.model.js';

@Resolver(() => UnresolvedOperation)
export class OperationsResolver {
  constructor(
    private readonly operations: OperationsRepository,
    private readonly clock: Clock,
  ) {}

  @Allow([Role.MERCHANT])
  @Query(() => [UnresolvedOperation], {
    description: 'What is asked and not answered, oldest first; at most 1000.',
  })
  async unresolvedOperations(@CurrentPrincipal() { merchantId }: Principal): Promise<UnresolvedOperation[]> {
    const now = this.clock.now();
    return (await this.operations.inFlight(merchantId)).map((operation) =>
      UnresolvedOperation.of(operation, now),
    );
  }
}
