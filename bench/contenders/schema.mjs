import { setImmediate as othersTurn } from 'node:timers/promises';

import { buildSchema, GraphQLScalarType } from 'graphql';

export const TYPE_DEFS = `
  scalar JSON
  type PaymentLinkEvent {
    id: ID! cursor: String! type: String! occurredAt: String! paymentLinkId: ID! status: String! sessionStatus: String
    data: JSON!
  }
  type Query { ping: String }
  type Subscription { paymentLinkEvents: PaymentLinkEvent! }
`;

const json = new GraphQLScalarType({ name: 'JSON', serialize: (value) => value });
let subscribed = 0;

/** How many have subscribed so far. */
export const subscribers = () => subscribed;

/** @param source gives the iterator of one subscriber */
export const counting =
  (source) =>
  (...args) => {
    subscribed++;
    return source(...args);
  };

/** @param source gives the iterator of one subscriber, over `{ paymentLinkEvents: event }` */
export function schemaWith(source) {
  const schema = buildSchema(TYPE_DEFS);
  schema.getType('JSON').serialize = json.serialize;
  schema.getSubscriptionType().getFields().paymentLinkEvents.subscribe = counting(source);
  return schema;
}

/** One after the other, and what each causes may be done before the next. */
export async function publishEach(events, publish) {
  for (const event of events) {
    await publish({ paymentLinkEvents: event });
    await othersTurn();
  }
}
