import { setTimeout as sleep } from 'node:timers/promises';
import { Controller, Get, Param, Post, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { QueueBoard } from '#queue';
import { DeadLetters } from '#store';
import { Streams } from '../events/streams.js';
import { Access } from '../http/access.js';
import { cleanText } from '../http/schemas.js';
import { LatestFigures } from '../queues/latest-figures.js';
import { ROOMS } from '../queues/queues.controller.js';
import { figuresHtml, queuesPage } from './queues/queues-view.js';
import { sendPage, viewOf } from './view.js';

const switchParam = z.object({ stage: z.enum(ROOMS), action: z.enum(['pause', 'resume']) });
const letterParam = z.object({ group: cleanText(200), action: z.enum(['retry', 'discard']) });

const RENEW_MS = 2_000;

/** The queues, live, and what can be done about them. */
@ApiExcludeController()
@Controller()
export class OperationPages {
  constructor(
    private readonly figures: LatestFigures,
    private readonly board: QueueBoard,
    private readonly letters: DeadLetters,
    private readonly streams: Streams,
    private readonly access: Access,
  ) {}

  @Get('queues')
  async queues(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const [stages, failures] = await Promise.all([this.figures.get(), this.letters.groups()]);
    const view = viewOf(request);
    sendPage(request, reply, view, queuesPage(view, { stages, failures, unlocked: this.access.mayAdminister(request) }));
  }

  /** The figures as HTML in the reader's language, every two seconds; a client that is behind gets the newest only. */
  @Get('queues/live')
  async live(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const view = viewOf(request);
    await this.streams.run(request, reply, async ({ over, send }) => {
      while (!over.aborted) {
        await send({ event: 'figures', data: figuresHtml(view, await this.figures.get()) });
        await sleep(RENEW_MS, undefined, { signal: over }).catch(() => undefined);
      }
    });
  }

  @Post('queues/:stage/:action')
  async switch(
    @Param({ schema: switchParam }) { stage, action }: z.output<typeof switchParam>,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    this.access.requireAdmin(request);
    await (action === 'pause' ? this.board.pause(stage) : this.board.resume(stage));
    this.figures.renew();
    reply.redirect('/queues', 303);
  }

  @Post('failures/:group/:action')
  async letter(
    @Param({ schema: letterParam }) { group, action }: z.output<typeof letterParam>,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    this.access.requireAdmin(request);
    await (action === 'retry' ? this.letters.retry(group) : this.letters.discard(group));
    this.figures.renew();
    reply.redirect('/queues#failures', 303);
  }
}
