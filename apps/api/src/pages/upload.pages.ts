import { Controller, Post, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ApiConfig } from '#platform';
import { type FileResult, fileResults } from '../documents/file-results.js';
import { acceptedJson, Intake } from '../documents/intake.js';
import { mediaTypeOf } from '../http/bodies.js';
import { type Form, readForm } from '../http/multipart.js';
import { badRequest, wrongType } from '../http/problem.js';
import { uploadedPage } from './uploaded-view.js';
import { sendPage, viewOf } from './view.js';

/** What the upload box sends. One document leads to its life line, several to a list of what became of each. */
@ApiExcludeController()
@Controller('upload')
export class UploadPages {
  constructor(
    private readonly intake: Intake,
    private readonly config: ApiConfig,
  ) {}

  @Post()
  async upload(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    if (!request.isMultipart()) throw wrongType(mediaTypeOf(request), ['multipart/form-data']);
    const results = await this.take(await readForm(request, this.config.maxBodyBytes));
    const [only, second] = results;
    if (only && !second && 'id' in only) {
      reply.redirect(only.links.page, 303);
      return;
    }
    const view = viewOf(request);
    sendPage(request, reply, view, uploadedPage(view, results), results.some((result) => 'id' in result) ? 200 : 422);
  }

  /** A form without a chosen file sends one without a name and without bytes. */
  private async take({ fields, files }: Form): Promise<FileResult[]> {
    const chosen = files.filter(({ fileName, body }) => fileName !== null || body.byteLength > 0);
    const url = fields.get('url')?.trim() || null;
    if (chosen.length === 0 && url === null) throw badRequest('nothing-sent', 'The form has neither a file nor a web address.');
    const [only, second] = chosen;
    if (only && !second) return [{ fileName: only.fileName, ...acceptedJson(await this.intake.file(only, url, null)) }];
    const fetched =
      url === null
        ? []
        : [
            {
              fileName: url,
              ...acceptedJson(await this.intake.push({ url, body: null, contentType: null, headers: {}, capturedAt: null }, null)),
            },
          ];
    return [...fetched, ...(await fileResults(this.intake, chosen, null, this.config.maxBodyBytes))];
  }
}
