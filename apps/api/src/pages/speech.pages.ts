import { Controller, Get, Param, Query, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { DocumentRecord, SpeechRecord } from '#domain';
import { Speeches } from '#store';
import { Reading } from '../documents/reading.js';
import { cleanText } from '../http/schemas.js';
import { Search } from '../search/search-service.js';
import { placeNothing, placesIn } from './speech/places.js';
import { sourceText } from './speech/source-pieces.js';
import { SHOWS, type SpeechModel, speechPage } from './speech/speech-view.js';
import { sendPage, viewOf } from './view.js';

const readingQuery = z.object({ show: z.enum(SHOWS).default('text'), q: cleanText(1_000).optional() });

/** The reading view. */
@ApiExcludeController()
@Controller('speeches')
export class SpeechPages {
  constructor(
    private readonly reading: Reading,
    private readonly speeches: Speeches,
    private readonly searching: Search,
  ) {}

  @Get(':id')
  async speech(
    @Param('id') id: string,
    @Query({ schema: readingQuery }) { show, q }: z.output<typeof readingQuery>,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const speech = await this.reading.speech(id);
    const document = await this.reading.openDocument(speech.documentId);
    const [siblings, { page }, marks] = await Promise.all([
      this.speeches.ofDocument(document.id),
      this.reading.pageResult(document, speech.revision),
      this.searching.marksIn(speech, q ?? null),
    ]);
    const { removals, gaps } = page;
    // The bytes tell where in a line something was taken out or is missing.
    const bytes = show === 'text' && gaps.length === 0 ? null : await this.bytes(document, speech);
    const source = show === 'source' && bytes ? sourceText(bytes, page) : null;
    const placeIn = bytes ? placesIn(bytes, page) : placeNothing;
    const view = viewOf(request);
    const model: SpeechModel = { speech, siblings, removals, gaps, placeIn, show, source, query: q ?? null, marks };
    sendPage(request, reply, view, speechPage(view, model));
  }

  private async bytes(document: DocumentRecord, { revision }: SpeechRecord): Promise<Uint8Array> {
    return this.reading.bytes(await this.reading.capture(document, revision));
  }
}
