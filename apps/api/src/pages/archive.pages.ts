import { Controller, Get, Headers, Param, Query, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { DeadLetters, Documents, EventLog, Speeches } from '#store';
import { DOCUMENT_STATUSES } from '../documents/document-shapes.js';
import { Reading } from '../documents/reading.js';
import { Access } from '../http/access.js';
import { cleanText, cursor } from '../http/schemas.js';
import { documentPage } from './documents/document-view.js';
import { documentsPage } from './documents/list-view.js';
import { eventsPage } from './events-view.js';
import { sendPage, viewOf } from './view.js';

const listQuery = z.object({
  status: z.enum(DOCUMENT_STATUSES).optional(),
  group: cleanText(200).optional(),
  cursor: cursor.optional(),
});
const eventsQuery = z.object({ before: z.coerce.number().int().min(1).max(Number.MAX_SAFE_INTEGER).optional() });

const DOCUMENTS_A_PAGE = 30;
const EVENTS_A_PAGE = 50;

/** What came in, what became of it, and the log of it all. */
@ApiExcludeController()
@Controller()
export class ArchivePages {
  constructor(
    private readonly reading: Reading,
    private readonly documents: Documents,
    private readonly speeches: Speeches,
    private readonly events: EventLog,
    private readonly letters: DeadLetters,
    private readonly access: Access,
  ) {}

  @Get('documents')
  async list(
    @Query({ schema: listQuery }) query: z.output<typeof listQuery>,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { status, group, cursor: at } = query;
    const filter = { ...(status && { status }), ...(group && { group }), ...(at && { cursor: at }), limit: DOCUMENTS_A_PAGE };
    const { documents, nextCursor } = await this.documents.list(filter);
    const ids = documents.map(({ id }) => id);
    const [fileNames, groups] = await Promise.all([this.documents.fileNames(ids), this.letters.groupsOf(ids)]);
    const view = viewOf(request);
    sendPage(request, reply, view, documentsPage(view, { documents, fileNames, groups, nextCursor, status, group, cursor: at }));
  }

  @Get('documents/:id')
  async document(@Param('id') id: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const document = await this.reading.document(id);
    const withdrawn = document.state === 'withdrawn';
    const [timeline, captures, speeches, page, groups] = await Promise.all([
      this.documents.timeline(id),
      this.documents.captures(id),
      withdrawn ? [] : this.speeches.ofDocument(id),
      withdrawn ? null : this.documents.pageResult(id),
      this.letters.groupsOf([id]),
    ]);
    const view = viewOf(request);
    const model = {
      document,
      timeline,
      captures,
      speeches,
      page,
      group: groups.get(id) ?? null,
      unlocked: this.access.mayAdminister(request),
      now: new Date(),
    };
    sendPage(request, reply, view, documentPage(view, model));
  }

  @Get('events')
  async log(
    @Query({ schema: eventsQuery }) { before }: z.output<typeof eventsQuery>,
    @Headers('host') host: string | undefined,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const last = await this.events.last();
    const end = Math.min(before ?? last + 1, last + 1);
    const events = await this.events.after(Math.max(0, end - 1 - EVENTS_A_PAGE), Math.min(EVENTS_A_PAGE, end - 1) || 1);
    const view = viewOf(request);
    const shown = events.filter(({ sequence }) => sequence < end).reverse();
    sendPage(request, reply, view, eventsPage(view, { events: shown, last, host: host ?? 'localhost' }));
  }
}
