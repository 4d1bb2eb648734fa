import { Module } from '@nestjs/common';

import { KlarnaModule } from '../klarna/index.js';
import { HostedSessionCloser } from './hosted-session.closer.js';
import { HostedSessionReader } from './hosted-session.reader.js';
import { HostedSessionsRepository } from './hosted-sessions.repository.js';

@Module({
  imports: [KlarnaModule],
  providers: [HostedSessionsRepository, HostedSessionCloser, HostedSessionReader],
  exports: [HostedSessionsRepository, HostedSessionCloser, HostedSessionReader],
})
export class HppModule {}
