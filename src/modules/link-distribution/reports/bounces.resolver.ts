import { Query, Resolver } from '@nestjs/graphql';

import { UrlScalar } from '../../../common/graphql/scalars.js';
import { Allow, CurrentPrincipal, type Principal, Role } from '../../access/index.js';
import { ReportAddresses } from './report-addresses.js';

@Resolver()
export class BouncesResolver {
  constructor(private readonly addresses: ReportAddresses) {}

  @Allow([Role.MERCHANT])
  @Query(() => UrlScalar, {
    description:
      'Where to post {"messageId", "reason"} of a message that could not be delivered, as the mail provider tells it. Keep it secret.',
  })
  bounceUrl(@CurrentPrincipal() { merchantId }: Principal): string {
    return this.addresses.ofBounces(merchantId);
  }
}
