import { SchedulerRegistry } from '@nestjs/schedule';

import type { Clock } from '../../common/clock/clock.js';
import type { Notifications } from '../../common/database/notifications.js';
import type { Operation } from './operation.entity.js';
import type { OperationRunner } from './operation-runner.js';
import type { OperationsRepository } from './operations.repository.js';
import { OperationsWorker } from './operations.worker.js';

/** A repository and a runner that take their time: each waits until it is let go on. */
class Slow {
  readonly said: string[] = [];
  private readonly waiting = new Map<string, () => void>();

  at<T>(name: string, result: T): Promise<T> {
    this.said.push(name);
    return new Promise((resolve) => this.waiting.set(name, () => resolve(result)));
  }

  async letGoOn(name: string): Promise<void> {
    this.waiting.get(name)!();
    await new Promise(setImmediate);
  }
}

describe('a worker that is to end', () => {
  it('carries out what it was just claiming, and only then has ended', async () => {
    const slow = new Slow();
    const operation = { id: 'claimed' } as Operation;
    const operations = {
      claimDue: () => slow.at('claim', [operation]),
      get: () => slow.at('read', operation),
    } as unknown as OperationsRepository;
    const runner = {
      run: () => slow.at('run', operation),
      idle: () => Promise.resolve(),
    } as unknown as OperationRunner;
    const notifications = { on: () => undefined } as unknown as Notifications;
    const worker = new OperationsWorker(
      operations,
      runner,
      new SchedulerRegistry(),
      {} as Clock,
      notifications,
    );

    void worker.look();
    const ended = worker.beforeApplicationShutdown().then(() => slow.said.push('ended'));
    for (const step of ['claim', 'read', 'run']) await slow.letGoOn(step);
    await ended;

    expect(slow.said).toEqual(['claim', 'read', 'run', 'ended']);
  });
});
