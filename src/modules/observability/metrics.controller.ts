import { Controller, Get, Header } from '@nestjs/common';
import { collectDefaultMetrics, Gauge, Registry } from 'prom-client';
import { DataSource } from 'typeorm';

/** For Prometheus. Numbers of this process, and of the work that waits in the database. */
@Controller('metrics')
export class MetricsController {
  private readonly registry = new Registry();

  constructor(db: DataSource) {
    collectDefaultMetrics({ register: this.registry });
    const inFlight = new Gauge({
      name: 'paylink_operations_in_flight',
      help: 'Operations asked of the provider or a sender whose outcome is not known, by kind and status',
      labelNames: ['kind', 'status'],
      registers: [this.registry],
      async collect() {
        const rows = await db.query<{ kind: string; status: string; count: string }[]>(
          `SELECT kind, status, count(*) FROM operations
           WHERE status IN ('REQUESTED', 'OUTCOME_UNKNOWN') GROUP BY kind, status`,
        );
        inFlight.reset();
        rows.forEach(({ kind, status, count }) => inFlight.set({ kind, status }, Number(count)));
      },
    });
  }

  @Get()
  @Header('content-type', 'text/plain; version=0.0.4; charset=utf-8')
  metrics(): Promise<string> {
    return this.registry.metrics();
  }
}
