import {
  CanActivate,
  ExecutionContext,
  ForbiddenException,
  Injectable,
  UnauthorizedException,
} from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { GqlContextType, GqlExecutionContext } from '@nestjs/graphql';
import { GraphQLError } from 'graphql';

import { GraphqlContext, Role } from './principal.js';

/** The roles that may call an operation; without it: merchant and storefront keys. */
export const Allow = Reflector.createDecorator<Role[]>();

const KEY_HOLDERS = [Role.MERCHANT, Role.STOREFRONT];
export const EVERYONE = [...KEY_HOLDERS, Role.CLIENT];

const KEY_MISSING =
  'No valid API key or client token came with this request. Send one as "Authorization: Bearer …".';

/** For callers without a valid key; 200, as for every answer that GraphQL gives: clients look at the code. */
export function unauthenticated(): GraphQLError {
  return new GraphQLError(KEY_MISSING, { extensions: { code: 'UNAUTHENTICATED', http: { status: 200 } } });
}

@Injectable()
export class AccessGuard implements CanActivate {
  constructor(private readonly reflector: Reflector) {}

  canActivate(context: ExecutionContext): boolean {
    if (context.getType<GqlContextType>() !== 'graphql') return true;
    const { principal } = GqlExecutionContext.create(context).getContext<GraphqlContext>();
    if (!principal) throw new UnauthorizedException(KEY_MISSING);
    const allowed = this.reflector.get(Allow, context.getHandler()) ?? KEY_HOLDERS;
    if (allowed.includes(principal.role)) return true;
    throw new ForbiddenException(
      `A ${principal.role.toLowerCase()} key may not do this; it takes a ${allowed.join(' or ').toLowerCase()} key.`,
    );
  }
}
