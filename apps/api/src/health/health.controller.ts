import { Controller, Get, Header, HttpStatus, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { processMetrics, ReadinessCheck } from '#platform';
import { EventLog } from '#store';
import { LatestFigures } from '../queues/latest-figures.js';
import { archiveMetrics } from './metrics.js';

/** For those who run the process: whether it lives, whether it can work, and how it does. */
@ApiExcludeController()
@Controller()
export class HealthController {
  constructor(
    private readonly readiness: ReadinessCheck,
    private readonly figures: LatestFigures,
    private readonly events: EventLog,
  ) {}

  @Get('health/live')
  @Header('Cache-Control', 'no-store')
  live() {
    return { status: 'live' };
  }

  @Get('health/ready')
  async ready(@Res() reply: FastifyReply): Promise<void> {
    const readiness = await this.readiness.look();
    const status = readiness.status === 'ready' ? HttpStatus.OK : HttpStatus.SERVICE_UNAVAILABLE;
    reply.status(status).header('Cache-Control', 'no-store').send(readiness);
  }

  @Get('metrics')
  @Header('Content-Type', 'text/plain; version=0.0.4; charset=utf-8')
  @Header('Cache-Control', 'no-store')
  async metrics(): Promise<string> {
    const [stages, last] = await Promise.all([this.figures.get(), this.events.last()]);
    return archiveMetrics(stages, last) + processMetrics();
  }
}
