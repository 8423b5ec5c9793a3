import { Controller, Delete, Get, Headers, HttpCode, Param, Post, Query, Req, Res, UseGuards } from '@nestjs/common';
import {
  ApiBody,
  ApiConsumes,
  ApiHeader,
  ApiOkResponse,
  ApiOperation,
  ApiProduces,
  ApiResponse,
  ApiSecurity,
  ApiTags,
} from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { ApiConfig } from '#platform';
import { Documents, Speeches } from '#store';
import { AdminGuard } from '../http/access.js';
import { mediaTypeOf, optionalJsonBody } from '../http/bodies.js';
import { readForm } from '../http/multipart.js';
import { badRequest, Refusal, wrongType } from '../http/problem.js';
import { cleanText, cursor, pageSize, pathId, strict } from '../http/schemas.js';
import { valid } from '../http/validation.js';
import {
  acceptedShape,
  capturesJson,
  capturesShape,
  DOCUMENT_STATUSES,
  documentJson,
  documentListShape,
  documentShape,
  documentWithSpeechesJson,
  documentWithSpeechesShape,
  removedShape,
  timelineJson,
  timelineShape,
} from './document-shapes.js';
import { fileResults, nothingAccepted, nothingAcceptedAnswer, severalShape } from './file-results.js';
import { acceptedJson, Intake } from './intake.js';
import { idempotencyKeyOf, pushBody, pushOf } from './push-schema.js';
import { isKnown, sendCapture } from './raw-capture.js';
import { Reading } from './reading.js';

const listQuery = strict({
  status: z.enum(DOCUMENT_STATUSES).optional(),
  source: cleanText(200).optional().describe('Name of a source, such as push or samples.'),
  group: cleanText(200).optional().describe('Error group of a dead letter.'),
  cursor: cursor.optional(),
  limit: pageSize(200, 50),
});
const documentId = pathId('document');
const revisionQuery = strict({ revision: z.coerce.number().int().min(1).max(2_147_483_647).optional() });
const withdrawal = strict({ reason: cleanText(500).min(1, 'is empty; say why').describe('Stands in the withdrawn event.') });

const FORM = 'multipart/form-data';
const formSchema = {
  type: 'object' as const,
  properties: { file: { type: 'string' as const, format: 'binary' }, url: { type: 'string' as const } },
};

@ApiTags('documents')
@Controller('api/v1/documents')
export class DocumentsController {
  constructor(
    private readonly documents: Documents,
    private readonly speeches: Speeches,
    private readonly reading: Reading,
    private readonly intake: Intake,
    private readonly config: ApiConfig,
  ) {}

  @Post()
  @ApiOperation({
    summary: 'Push a capture, or have a URL fetched',
    description: 'JSON with a body or a url alone, or a form with files in `file`. The same body again is `unchanged`.',
  })
  @ApiConsumes('application/json', FORM)
  @ApiBody({ schema: { oneOf: [z.toJSONSchema(pushBody, { target: 'openapi-3.0', io: 'input' }) as object, formSchema] } })
  @ApiHeader({ name: 'Idempotency-Key', required: false, description: 'The same key and request again gets the same answer.' })
  @ApiResponse({
    status: 202,
    standardSchema: z.union([acceptedShape, severalShape]),
    description: 'Safely kept; the rooms go to work. A form with several files is answered with one entry for each, accepted or refused.',
  })
  @ApiResponse({ status: 422, ...nothingAcceptedAnswer })
  @ApiOkResponse({ standardSchema: acceptedShape, description: 'The same body is already there.' })
  async push(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const key = idempotencyKeyOf(request.headers['idempotency-key']);
    if (request.isMultipart()) return this.pushForm(request, reply, key);
    if (mediaTypeOf(request) !== 'application/json')
      throw wrongType(mediaTypeOf(request), ['application/json', `${FORM} (curl -F file=@page.html)`]);
    answer(reply, acceptedJson(await this.intake.push(pushOf(request.body), key)));
  }

  @Get()
  @ApiOperation({ summary: 'List documents, newest first' })
  @ApiOkResponse({ standardSchema: documentListShape })
  async list(@Query({ schema: listQuery }) query: z.output<typeof listQuery>) {
    const { documents, nextCursor } = await this.documents.list(query);
    return { documents: documents.map(documentJson), nextCursor };
  }

  @Get(':id')
  @ApiOperation({ summary: 'One document with its speeches' })
  @ApiOkResponse({ standardSchema: documentWithSpeechesShape })
  async get(@Param({ schema: documentId }) { id }: { id: string }) {
    const document = await this.reading.document(id);
    return documentWithSpeechesJson(document, document.state === 'withdrawn' ? [] : await this.speeches.ofDocument(id));
  }

  @Get(':id/timeline')
  @ApiOperation({ summary: 'Each step of its life, with time, duration, attempt and reason' })
  @ApiOkResponse({ standardSchema: timelineShape })
  async timeline(@Param({ schema: documentId }) { id }: { id: string }) {
    await this.reading.document(id);
    return timelineJson(await this.documents.timeline(id));
  }

  @Get(':id/captures')
  @ApiOperation({ summary: 'Bodies received over time' })
  @ApiOkResponse({ standardSchema: capturesShape })
  async captures(@Param({ schema: documentId }) { id }: { id: string }) {
    await this.reading.document(id);
    return capturesJson(await this.documents.captures(id));
  }

  @Get(':id/raw')
  @ApiOperation({ summary: 'The exact bytes of a capture' })
  @ApiProduces('application/octet-stream')
  @ApiOkResponse({ description: 'The bytes, to be saved and not to be shown.' })
  async raw(
    @Param({ schema: documentId }) { id }: { id: string },
    @Query({ schema: revisionQuery }) { revision }: z.output<typeof revisionQuery>,
    @Headers('if-none-match') ifNoneMatch: string | undefined,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const capture = await this.reading.capture(await this.reading.openDocument(id), revision);
    if (isKnown(ifNoneMatch, capture)) reply.status(304).send();
    else sendCapture(reply, capture, await this.reading.bytes(capture));
  }

  @Get(':id/removed')
  @ApiOperation({ summary: 'Visible text that is in no speech, with the rule that removed it and its range in the capture' })
  @ApiOkResponse({ standardSchema: removedShape })
  async removed(
    @Param({ schema: documentId }) { id }: { id: string },
    @Query({ schema: revisionQuery }) { revision }: z.output<typeof revisionQuery>,
  ) {
    const document = await this.reading.openDocument(id);
    const { page, revision: parsed } = await this.reading.pageResult(document, revision);
    const { parserVersion, removals, gaps } = page;
    return { revision: parsed, parserVersion, removals, gaps };
  }

  @Delete(':id')
  @HttpCode(200)
  @UseGuards(AdminGuard)
  @ApiSecurity('admin')
  @ApiOperation({
    summary: 'Withdraw a document with a reason',
    description: 'The reason comes as JSON or as a query parameter. The document leaves the index and the feeds with one withdrawn event.',
  })
  @ApiOkResponse({ standardSchema: documentShape })
  async withdraw(@Param({ schema: documentId }) { id }: { id: string }, @Req() request: FastifyRequest) {
    await this.reading.document(id);
    const given = optionalJsonBody(request);
    const { reason } = valid(withdrawal, { ...Object(request.query), ...Object(given) });
    const document = await this.documents.withdraw(id, reason);
    return documentJson(document ?? (await this.reading.document(id)));
  }

  private async pushForm(request: FastifyRequest, reply: FastifyReply, key: string | null): Promise<void> {
    const { fields, files } = await readForm(request, this.config.maxBodyBytes);
    const unknown = [...fields.keys()].find((name) => name !== 'url') ?? files.find(({ field }) => field !== 'file')?.field;
    if (unknown !== undefined) throw unknownPart(unknown);
    const url = fields.get('url')?.trim() || null;
    const [only, second] = files;
    if (!only) {
      if (url === null) throw noFile();
      return answer(
        reply,
        acceptedJson(await this.intake.push({ url, body: null, contentType: null, headers: {}, capturedAt: null }, key)),
      );
    }
    if (!second) return answer(reply, acceptedJson(await this.intake.file(only, url, key)));
    if (url !== null) throw badRequest('invalid-fields', 'One url cannot belong to several files. Send them one by one.');
    const results = await fileResults(this.intake, files, key, this.config.maxBodyBytes);
    if (!results.some((result) => 'id' in result)) throw nothingAccepted(results);
    reply.status(202).send({ documents: results });
  }
}

function answer(reply: FastifyReply, accepted: z.infer<typeof acceptedShape>): void {
  reply
    .status(accepted.status === 'unchanged' ? 200 : 202)
    .header('Location', accepted.links.self)
    .send(accepted);
}

const unknownPart = (name: string): Refusal =>
  badRequest('invalid-fields', `${name} is not known here; known are file and url.`, [
    { field: name, message: 'is not known here', remedy: 'Name the part file or url.' },
  ]);

const noFile = (): Refusal =>
  badRequest('nothing-sent', 'The form has neither a file nor a url. Send a part named file.', [
    { field: 'file', message: 'is missing', remedy: 'curl -F file=@page.html' },
  ]);
