import { Controller, HttpCode, Post, Query, Req } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { type CaptureHints, type PageResult, siteOfUrl, TryLater, Unprocessable } from '#domain';
import { ParserPool } from '#pipeline';
import { ApiConfig } from '#platform';
import { SiteRules } from '#store';
import { pushOf } from '../documents/push-schema.js';
import { mediaTypeOf } from '../http/bodies.js';
import { readForm } from '../http/multipart.js';
import { badRequest, tooLarge } from '../http/problem.js';
import { cleanText, strict } from '../http/schemas.js';

const parseQuery = strict({
  url: cleanText(4_096).optional().describe('Where a raw body was found.'),
  fileName: cleanText(255).optional().describe('How a raw body is called.'),
});

interface Parsable {
  readonly bytes: Uint8Array;
  readonly hints: CaptureHints;
}

/** Pages parsed on request at the same time; the rooms need the threads as well. */
const MOST_AT_ONCE = 16;

@ApiTags('parse')
@Controller('api/v1/parse')
export class ParseController {
  private underWay = 0;

  constructor(
    private readonly parser: ParserPool,
    private readonly siteRules: SiteRules,
    private readonly config: ApiConfig,
  ) {}

  @Post()
  @HttpCode(200)
  @ApiOperation({
    summary: 'Parse without storing',
    description:
      'The body as it is, or a form with one file, or JSON as for pushing. Answers the whole page result, made with the rules in force for the site of its url.',
  })
  @ApiConsumes('text/html', 'text/plain', 'application/pdf', 'application/octet-stream', 'multipart/form-data', 'application/json')
  @ApiBody({ schema: { type: 'string', format: 'binary' } })
  @ApiOkResponse({ description: 'The page result: metadata, speeches with blocks and outline, removals, gaps, quality.' })
  async parse(@Req() request: FastifyRequest, @Query({ schema: parseQuery }) query: z.output<typeof parseQuery>): Promise<PageResult> {
    if (this.underWay >= MOST_AT_ONCE) throw new TryLater(1_000, 'Many pages are being parsed at the moment.');
    this.underWay += 1;
    try {
      const { bytes, hints } = await this.parsable(request, query);
      if (bytes.byteLength === 0) throw new Unprocessable('empty-body', 'The body is empty; send the bytes of the page or file.');
      const rules = await this.siteRules.setOf(siteOfUrl(hints.url));
      return await this.parser.parse(bytes, rules ? { ...hints, rules } : hints);
    } finally {
      this.underWay -= 1;
    }
  }

  private async parsable(request: FastifyRequest, { url, fileName }: z.output<typeof parseQuery>): Promise<Parsable> {
    if (request.isMultipart()) return this.formBody(request);
    const type = mediaTypeOf(request);
    if (type === 'application/json') return jsonCapture(request.body, this.config.maxBodyBytes);
    const bytes = request.body instanceof Uint8Array ? request.body : new Uint8Array();
    // curl says so of anything that is sent with --data-binary
    const contentType = type === 'application/x-www-form-urlencoded' ? null : (request.headers['content-type'] ?? null);
    return { bytes, hints: { url: url ?? null, fileName: fileName ?? null, contentType } };
  }

  private async formBody(request: FastifyRequest): Promise<Parsable> {
    const { fields, files } = await readForm(request, this.config.maxBodyBytes);
    const [file, second] = files;
    if (!file || second) throw badRequest('nothing-sent', 'Send exactly one file in the part named file.');
    return { bytes: file.body, hints: { url: fields.get('url') || null, fileName: file.fileName, contentType: file.contentType } };
  }
}

function jsonCapture(json: unknown, maxBodyBytes: number): Parsable {
  const { body, url, contentType } = pushOf(json);
  if (body === null) throw badRequest('nothing-sent', 'Parsing needs a body or bodyBase64; a url alone is not fetched here.');
  if (body.byteLength > maxBodyBytes) throw tooLarge(maxBodyBytes);
  return { bytes: body, hints: { url, contentType, fileName: null } };
}
