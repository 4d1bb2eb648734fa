import { ArgumentsHost, Catch, ExceptionFilter } from '@nestjs/common';
import { GqlArgumentsHost } from '@nestjs/graphql';
import { getNamedType, GraphQLError, GraphQLResolveInfo, isUnionType } from 'graphql';

import { Refusal } from './expected-errors.js';

/** Turns a thrown refusal into the member of the field's result union; elsewhere into an error with its code. */
@Catch(Refusal)
export class RefusalFilter implements ExceptionFilter<Refusal> {
  catch(refusal: Refusal, host: ArgumentsHost): unknown {
    const { result } = refusal;
    const type = getNamedType(GqlArgumentsHost.create(host).getInfo<GraphQLResolveInfo>().returnType);
    const isMember =
      isUnionType(type) && type.getTypes().some(({ name }) => name === result.constructor.name);
    if (isMember) return result;
    return new GraphQLError(result.message, {
      extensions: { ...result, code: result.code, message: undefined },
    });
  }
}
