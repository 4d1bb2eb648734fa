import { Injectable, Logger } from '@nestjs/common';
import { GraphQLError } from 'graphql';

import { toCursor } from '../cursor.js';
import { EventFeed } from '../event-feed.js';
import { EventLog } from '../event-log.js';
import type { EventStream } from '../event-stream.js';
import { Execute, Group } from './group.js';
import { isReading } from './reading.js';
import type { Sink } from './sink.js';
import { BUFFER_LIMIT_BYTES, Subscriber } from './subscriber.js';

const PAGE_SIZE = 200;

/** A subscriber's ticket. */
export interface Subscription {
  /** Resolves when it is over: left, let go, or refused, with what the subscriber is to be told. */
  ended: Promise<GraphQLError | void>;
  leave(): void;
}

/** Serves all sockets of this process: from the log until they have caught up, then live, each event executed once. */
@Injectable()
export class FanOut {
  private readonly logger = new Logger(FanOut.name);
  private readonly groups = new Map<string, Group>();

  constructor(
    private readonly log: EventLog,
    private readonly feed: EventFeed,
  ) {}

  /** @param key of those who get the same: rights, selection and filter */
  join(key: string, stream: EventStream, execute: Execute, sink: Sink): Subscription {
    const group = this.groups.get(key) ?? this.openGroup(key, stream, execute);
    const subscriber = new Subscriber(sink, stream.after ?? { xid: 0n, seq: 0n });
    // Attached before the log is read, so that nothing falls between the two.
    group.members.add(subscriber);
    const ended = this.serve(group, subscriber, stream)
      .catch((error: unknown) => {
        if (error instanceof GraphQLError) return error;
        this.logger.error(`A subscription ended by a fault: ${String(error)}`);
        sink.cutOff();
      })
      .finally(() => this.part(key, group, subscriber));
    return { ended, leave: () => subscriber.close() };
  }

  private async serve(group: Group, subscriber: Subscriber, stream: EventStream): Promise<void> {
    if (!stream.after) {
      subscriber.position = await this.log.end();
      subscriber.goLive();
    }
    subscriber.sink.attached();
    while (!subscriber.isClosed) {
      await subscriber.whileLive();
      if (!(await this.flush(subscriber))) return;
      await this.catchUp(group, subscriber);
    }
  }

  /** Reads on from the log until its end, then goes live. */
  private async catchUp(group: Group, subscriber: Subscriber): Promise<void> {
    while (!subscriber.isClosed && !subscriber.isLive) {
      const { events } = await this.log.read(subscriber.position, PAGE_SIZE, group.scope);
      for (const batch of await group.ready(events)) {
        subscriber.deliver(batch);
        if (subscriber.sink.bufferedBytes > BUFFER_LIMIT_BYTES) return;
      }
      if (events.length < PAGE_SIZE) subscriber.goLive();
    }
  }

  /** False: it is over. A reader that reads again goes on where it was; one that does not is let go. */
  private async flush({ sink, isClosed, position }: Subscriber): Promise<boolean> {
    if (isClosed) return false;
    if (await isReading(sink)) return true;
    sink.tooSlow(toCursor(position));
    return false;
  }

  private openGroup(key: string, stream: EventStream, execute: Execute): Group {
    const group = new Group(stream.scope, execute);
    this.groups.set(key, group);
    this.feed.attach(group);
    return group;
  }

  private part(key: string, group: Group, subscriber: Subscriber): void {
    subscriber.close();
    group.members.delete(subscriber);
    if (group.members.size > 0) return;
    this.feed.detach(group);
    if (this.groups.get(key) === group) this.groups.delete(key);
  }
}
