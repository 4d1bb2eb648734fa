import { Global, Module } from '@nestjs/common';

import { AppConfig } from '../config/app-config.js';
import { Clock, SystemClock } from './clock.js';
import { RemoteClock } from './remote-clock.js';

@Global()
@Module({
  providers: [
    {
      provide: Clock,
      inject: [AppConfig],
      useFactory: (config: AppConfig): Clock =>
        config.CLOCK_URL ? new RemoteClock(config.CLOCK_URL) : new SystemClock(),
    },
  ],
  exports: [Clock],
})
export class ClockModule {}
