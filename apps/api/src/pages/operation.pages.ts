import { setTimeout as sleep } from 'node:timers/promises';
import { Controller, Get, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { QueueBoard } from '#queue';
import { DeadLetters, Documents } from '#store';
import { Reading } from '../documents/reading.js';
import { Streams } from '../events/streams.js';
import { Access } from '../http/access.js';
import { formFields } from '../http/bodies.js';
import { notFound } from '../http/problem.js';
import { cleanText, pathId } from '../http/schemas.js';
import { valid } from '../http/validation.js';
import { LatestFigures } from '../queues/latest-figures.js';
import { ROOMS } from '../queues/queues.controller.js';
import { discardPage } from './queues/discard-view.js';
import { figuresHtml, queuesPage } from './queues/queues-view.js';
import { sendPage, viewOf } from './view.js';

const switchParam = z.object({ stage: z.enum(ROOMS), action: z.enum(['pause', 'resume']) });
const letterParam = z.object({ group: cleanText(200), action: z.enum(['retry', 'discard']) });

const groupParam = z.object({ group: cleanText(200) });
const documentParam = pathId('document');
const withdrawal = z.object({ reason: cleanText(500).trim().min(1, 'is empty; say why') });
/** What the forms of this page tell it after their work. */
const didQuery = z.object({
  did: z.enum(['retry', 'discard']).optional(),
  count: z.coerce.number().int().min(0).max(1_000_000_000).default(0),
});

const RENEW_MS = 2_000;

/** The queues, live, and what can be done about them. */
@ApiExcludeController()
@Controller()
export class OperationPages {
  constructor(
    private readonly figures: LatestFigures,
    private readonly board: QueueBoard,
    private readonly letters: DeadLetters,
    private readonly documents: Documents,
    private readonly reading: Reading,
    private readonly streams: Streams,
    private readonly access: Access,
  ) {}

  @Get('queues')
  async queues(
    @Query({ schema: didQuery }) { did, count }: z.output<typeof didQuery>,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const [stages, failures] = await Promise.all([this.figures.get(), this.letters.groups()]);
    const view = viewOf(request);
    const model = { stages, failures, unlocked: this.access.mayAdminister(request), did: did ? { verb: did, count } : null };
    sendPage(request, reply, view, queuesPage(view, model));
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

  @Get('failures/:group/discard')
  async askToDiscard(
    @Param({ schema: groupParam }) { group }: z.output<typeof groupParam>,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const failure = (await this.letters.groups()).find((each) => each.group === group);
    if (!failure) throw notFound('No failures belong to this group.', 'The page of the queues lists the groups.');
    const view = viewOf(request);
    sendPage(request, reply, view, discardPage(view, failure, this.access.mayAdminister(request)));
  }

  @Post('failures/:group/:action')
  async letter(
    @Param({ schema: letterParam }) { group, action }: z.output<typeof letterParam>,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    this.access.requireAdmin(request);
    const count = await (action === 'retry' ? this.letters.retry(group) : this.letters.discard(group));
    this.figures.renew();
    reply.redirect(`/queues?did=${action}&count=${count}#failures`, 303);
  }

  @Post('documents/:id/withdraw')
  async withdraw(
    @Param({ schema: documentParam }) { id }: { id: string },
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    this.access.requireAdmin(request);
    await this.reading.document(id);
    const { reason } = valid(withdrawal, Object.fromEntries(formFields(request)));
    await this.documents.withdraw(id, reason);
    this.figures.renew();
    reply.redirect(`/documents/${id}`, 303);
  }
}
