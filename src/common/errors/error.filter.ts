import { ArgumentsHost, Catch, HttpException, InternalServerErrorException } from '@nestjs/common';
import { BaseExceptionFilter } from '@nestjs/core';
import { GqlArgumentsHost, type GqlContextType } from '@nestjs/graphql';
import { getNamedType, GraphQLError, GraphQLResolveInfo, isUnionType } from 'graphql';

import { Refusal } from './expected-errors.js';
import { logUnexpected } from './unexpected.js';

/**
 * Takes every error that no page takes, in place of Nest's own filters: those log all of an error, parameters of
 * queries included, and what clients do wrong as well.
 */
@Catch()
export class ErrorFilter extends BaseExceptionFilter {
  override catch(error: unknown, host: ArgumentsHost): unknown {
    if (host.getType<GqlContextType>() !== 'graphql') return super.catch(this.forHttp(error), host);
    if (error instanceof Refusal) return refused(error, host);
    // What a client may see of it, and whether it is logged, is for `maskError` to say.
    throw error;
  }

  private forHttp(error: unknown): HttpException {
    if (error instanceof HttpException) return error;
    if (this.isHttpError(error) && error.statusCode < 500) {
      const { statusCode, message } = error;
      return new HttpException({ statusCode, message }, statusCode);
    }
    const id = logUnexpected(error, 'HTTP');
    return new InternalServerErrorException(
      `Something went wrong on our side. It is in the log under ${id}.`,
    );
  }
}

/** The member of the field's result union; elsewhere an error with its code. */
function refused({ result }: Refusal, host: ArgumentsHost): unknown {
  const type = getNamedType(GqlArgumentsHost.create(host).getInfo<GraphQLResolveInfo>().returnType);
  const isMember = isUnionType(type) && type.getTypes().some(({ name }) => name === result.constructor.name);
  if (isMember) return result;
  return new GraphQLError(result.message, {
    extensions: { ...result, code: result.code, message: undefined },
  });
}
