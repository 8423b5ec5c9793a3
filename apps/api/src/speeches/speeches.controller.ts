import { Controller, Get, Param, Query, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { speechMarkdown } from '#domain';
import { Reading } from '../documents/reading.js';
import { notFound } from '../http/problem.js';
import { pathId, strict } from '../http/schemas.js';
import { provenanceJson, provenanceShape, speechJson, speechShape } from './speech-shapes.js';

const speechId = pathId('speech');
const formatQuery = strict({ format: z.enum(['json', 'text', 'markdown']).default('json') });
const blockQuery = strict({
  block: z.coerce.number().int().min(0).optional().describe('Number of a block, from 0; without it all blocks.'),
});

@ApiTags('speeches')
@Controller('api/v1/speeches')
export class SpeechesController {
  constructor(private readonly reading: Reading) {}

  @Get(':id')
  @ApiOperation({ summary: 'A speech with outline and blocks, as JSON, plain text or Markdown' })
  @ApiProduces('application/json', 'text/plain', 'text/markdown')
  @ApiOkResponse({ standardSchema: speechShape })
  async get(
    @Param({ schema: speechId }) { id }: { id: string },
    @Query({ schema: formatQuery }) { format }: z.output<typeof formatQuery>,
    @Res() reply: FastifyReply,
  ) {
    const speech = await this.reading.speech(id);
    if (format === 'json') return reply.send(speechJson(speech));
    const body = format === 'text' ? speech.text : speechMarkdown(speech);
    return reply.header('Content-Type', `text/${format === 'text' ? 'plain' : 'markdown'}; charset=utf-8`).send(body);
  }

  @Get(':id/provenance')
  @ApiOperation({ summary: 'Byte ranges of the blocks in the capture, with its hash' })
  @ApiOkResponse({ standardSchema: provenanceShape })
  async provenance(
    @Param({ schema: speechId }) { id }: { id: string },
    @Query({ schema: blockQuery }) { block }: z.output<typeof blockQuery>,
  ) {
    const speech = await this.reading.speech(id);
    const document = await this.reading.openDocument(speech.documentId);
    const capture = await this.reading.capture(document, speech.revision);
    const { parserVersion } = (await this.reading.pageResult(document, speech.revision)).page;
    const blocks = block === undefined ? speech.blocks : speech.blocks.slice(block, block + 1);
    if (block !== undefined && blocks.length === 0) throw notFound(`This speech has ${speech.blocks.length} blocks, numbered from 0.`, '');
    return provenanceJson(speech, capture, parserVersion, blocks, block ?? 0);
  }
}
