import { Injectable } from '@nestjs/common';
import { GraphQLError } from 'graphql';

import { checkInput } from '../../common/validation/check-input.js';
import type { Principal } from '../access/index.js';
import { fromCursor, START, toCursor } from './cursor.js';
import { EventFeed } from './event-feed.js';
import { EventLog } from './event-log.js';
import { EventStream } from './event-stream.js';
import { EventConnection, EventFilter, EVENTS_PAGE_MAX } from './payment-link-event.model.js';

interface From {
  after?: string | null;
  filter?: EventFilter | null;
}

/** The merchant's view of the event log. */
@Injectable()
export class EventsService {
  constructor(
    private readonly log: EventLog,
    private readonly feed: EventFeed,
  ) {}

  /** @throws Refusal InvalidInput | GraphQLError BAD_USER_INPUT, INVALID_CURSOR */
  async page(
    principal: Principal,
    { after, first, filter }: From & { first: number },
  ): Promise<EventConnection> {
    if (first < 1 || first > EVENTS_PAGE_MAX) {
      throw new GraphQLError(`first is 1 to ${EVENTS_PAGE_MAX}, not ${first}`, {
        extensions: { code: 'BAD_USER_INPUT' },
      });
    }
    checkFilter(filter);
    const from = after ? fromCursor(after) : START;
    const { merchantId } = principal;
    const { events, end } = await this.log.read(from, first + 1, { merchantId, filter });
    const nodes = events.slice(0, first);
    // Who has read an empty log is at its end, and no longer at whatever start there will be.
    const nothing = toCursor(from === START ? end : from);
    return {
      nodes,
      pageInfo: {
        hasNextPage: events.length > first,
        endCursor: nodes.at(-1)?.cursor ?? nothing,
      },
    };
  }

  /** @throws Refusal InvalidInput | GraphQLError INVALID_CURSOR */
  follow({ merchantId }: Principal, { after, filter }: From): EventStream {
    checkFilter(filter);
    return new EventStream(this.feed, { merchantId, filter }, after ? fromCursor(after) : undefined);
  }
}

function checkFilter(filter: EventFilter | null | undefined): void {
  if (filter) checkInput(EventFilter, filter);
}
