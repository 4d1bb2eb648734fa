import {
  createSourceEventStream,
  execute,
  type ExecutionArgs,
  type ExecutionResult,
  getOperationAST,
  GraphQLError,
  print,
} from 'graphql';

import { maskError } from '../../../common/errors/mask-errors.js';
import { CursorScalar } from '../../../common/graphql/scalars.js';
import type { GraphqlContext } from '../../access/index.js';
import { fromCursor } from '../cursor.js';
import { EventStream } from '../event-stream.js';
import type { FanOut, Subscription } from './fan-out.js';
import type { Sink } from './sink.js';

/** What a transport puts into the context of a subscription that it can serve from a fan-out. */
export interface SinkContext extends GraphqlContext {
  sink?: Sink;
  /** A cursor that the transport resumes after, whatever the document says. */
  after?: string;
}

type Results = AsyncIterableIterator<ExecutionResult>;

/**
 * In place of graphql's own `subscribe`: a stream of the event log goes to the fan-out, which writes to the context's
 * sink by itself; the iterator then stands for its life and yields nothing. All else is executed one by one.
 */
export async function subscribeShared(
  fanOut: FanOut,
  args: ExecutionArgs,
): Promise<Results | ExecutionResult> {
  const source = await createSourceEventStream(args);
  if (!(Symbol.asyncIterator in source)) return source;
  const { sink, after } = args.contextValue as SinkContext;
  if (source instanceof EventStream) {
    const refusal = await refusalOf(source, after);
    if (refusal) return { errors: [refusal] };
  }
  if (!(source instanceof EventStream) || !sink) return executeEach(source, args);
  const subscription = fanOut.join(groupKey(args, source), source, executor(args), sink);
  return silent(subscription);
}

/** Why it cannot begin where the client or its transport asks for. */
async function refusalOf(stream: EventStream, after: string | undefined): Promise<GraphQLError | undefined> {
  try {
    if (after) stream.after = fromCursor(after);
    await stream.check();
    return undefined;
  } catch (error) {
    if (error instanceof GraphQLError) return error;
    throw error;
  }
}

/** Equal for those who get the same: the rights, the selection, the values it uses, and the filter. Cursors say when. */
function groupKey(
  { document, operationName, variableValues, contextValue }: ExecutionArgs,
  { scope }: EventStream,
): string {
  const { role } = (contextValue as GraphqlContext).principal!;
  const { variableDefinitions = [] } = getOperationAST(document, operationName)!;
  const cursors = variableDefinitions.filter(
    ({ type }) => print(type).replace('!', '') === CursorScalar.name,
  );
  const values = { ...variableValues };
  for (const { variable } of cursors) delete values[variable.name.value];
  return JSON.stringify([scope, role, print(document), operationName, values]);
}

function executor(args: ExecutionArgs): (event: object) => Promise<string> {
  // The sink belongs to one subscriber, the execution to all of the group.
  const contextValue = { principal: (args.contextValue as GraphqlContext).principal };
  const asJson = (result: ExecutionResult): string => {
    const errors = result.errors?.map((error) => maskError(error.toJSON(), error));
    return JSON.stringify(errors ? { ...result, errors } : result);
  };
  return async (event) => {
    try {
      return asJson(await execute({ ...args, contextValue, rootValue: event }));
    } catch (error) {
      return asJson({ errors: [new GraphQLError(String(error), { originalError: error as Error })] });
    }
  };
}

function executeEach(source: AsyncIterable<unknown>, args: ExecutionArgs): Results {
  const payloads = source[Symbol.asyncIterator]();
  const end = async (): Promise<IteratorResult<ExecutionResult>> => {
    await payloads.return?.();
    return { done: true, value: undefined };
  };
  return {
    async next() {
      const { done, value } = await payloads.next();
      return done
        ? { done, value: undefined }
        : { done: false, value: await execute({ ...args, rootValue: value }) };
    },
    return: end,
    throw: end,
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}

function silent({ ended, leave }: Subscription): Results {
  const done = { done: true, value: undefined } as const;
  let isTold = false;
  const end = (): Promise<IteratorResult<ExecutionResult>> => {
    leave();
    return ended.then(() => done);
  };
  return {
    async next() {
      const error = await ended;
      if (!error || isTold) return done;
      isTold = true;
      return { done: false, value: { errors: [error] } };
    },
    return: end,
    throw: end,
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}
