import { Field, ObjectType, Query, registerEnumType, Resolver } from '@nestjs/graphql';

import { Allow, EVERYONE } from './access.guard.js';
import { CurrentPrincipal, type Principal, Role } from './principal.js';

registerEnumType(Role, {
  name: 'Role',
  valuesMap: {
    MERCHANT: { description: 'Does everything.' },
    STOREFRONT: { description: 'Creates, sends, disables and reads; moves no money.' },
    CLIENT: { description: 'Reads and follows one link.' },
  },
});

@ObjectType({ description: 'Who is asking.' })
export class Viewer {
  @Field(() => Role)
  role: Role;
}

@Resolver(() => Viewer)
export class ViewerResolver {
  @Allow(EVERYONE)
  @Query(() => Viewer, { description: 'What the key or token that is sent along may do.' })
  viewer(@CurrentPrincipal() { role }: Principal): Viewer {
    return Object.assign(new Viewer(), { role });
  }
}
