import { Controller, Post, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ApiConfig } from '#platform';
import { DeadLetters } from '#store';
import { type FileResult, fileResults } from '../documents/file-results.js';
import { acceptedJson, Intake } from '../documents/intake.js';
import { mediaTypeOf } from '../http/bodies.js';
import { type Form, readForm } from '../http/multipart.js';
import { badRequest, wrongType } from '../http/problem.js';
import { problemOf } from '../http/problem-of.js';
import { FrontPage } from './search/front-page.js';
import { uploadedPage } from './uploaded-view.js';
import { sendPage, viewOf } from './view.js';

/** What the upload box sends. One new document leads to its life line, several to a list of what became of each. */
@ApiExcludeController()
@Controller('upload')
export class UploadPages {
  constructor(
    private readonly intake: Intake,
    private readonly front: FrontPage,
    private readonly letters: DeadLetters,
    private readonly config: ApiConfig,
  ) {}

  @Post()
  async upload(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    if (!request.isMultipart()) throw wrongType(mediaTypeOf(request), ['multipart/form-data']);
    const sent: { form?: Form } = {};
    const results = await this.results(request, sent).catch((error: unknown) => this.refused(request, reply, error, sent.form ?? null));
    if (!results) return;
    const [only, second] = results;
    if (only && !second && 'id' in only && only.status !== 'unchanged') {
      reply.redirect(only.links.page, 303);
      return;
    }
    const view = viewOf(request);
    const groups = await this.letters.groupsOf(results.flatMap((result) => ('id' in result ? [result.id] : [])));
    sendPage(request, reply, view, uploadedPage(view, results, groups), results.some((result) => 'id' in result) ? 200 : 422);
  }

  private async results(request: FastifyRequest, sent: { form?: Form }): Promise<FileResult[]> {
    sent.form = await readForm(request, this.config.maxBodyBytes);
    return this.take(sent.form);
  }

  /** Shows what is wrong beside the upload box, with what was chosen; programs and faults get the usual answer. */
  private async refused(request: FastifyRequest, reply: FastifyReply, error: unknown, form: Form | null): Promise<null> {
    const problem = problemOf(error, this.config.maxBodyBytes);
    if (!problem || !(request.headers.accept ?? '').includes('text/html')) throw error;
    const view = viewOf({ url: '/', headers: request.headers });
    const fault = {
      problem,
      url: form?.fields.get('url')?.trim() ?? '',
      files: (form?.files ?? []).flatMap(({ fileName, body }) => (fileName === null ? [] : [{ fileName, size: body.byteLength }])),
    };
    sendPage(request, reply, view, await this.front.html(view, request, fault), problem.status);
    return null;
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
