import { createParamDecorator, ExecutionContext } from '@nestjs/common';
import { GqlExecutionContext } from '@nestjs/graphql';

/** MERCHANT does everything; STOREFRONT moves no money; CLIENT reads and follows one link, without personal data. */
export enum Role {
  MERCHANT = 'MERCHANT',
  STOREFRONT = 'STOREFRONT',
  CLIENT = 'CLIENT',
}

/** Who is asking: a key of a merchant, or a client token for one link of a merchant. */
export interface Principal {
  role: Role;
  merchantId: string;
  /** Of a client token: the one link it may see. */
  paymentLinkId?: string;
  /** Of an API key: its row, to ask whether it was revoked. */
  keyId?: string;
  /** Of a client token. */
  expiresAt?: Date;
}

/** What every GraphQL operation is given, over HTTP and over a socket. */
export interface GraphqlContext {
  principal: Principal | null;
}

export const CurrentPrincipal = createParamDecorator(
  (_: unknown, context: ExecutionContext) =>
    GqlExecutionContext.create(context).getContext<GraphqlContext>().principal,
);
