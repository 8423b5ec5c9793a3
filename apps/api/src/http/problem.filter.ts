import { type ArgumentsHost, Catch, type ExceptionFilter, Logger } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ApiConfig } from '#platform';
import { errorPage } from '../pages/error-view.js';
import { keyLeadsBack } from '../pages/key-form.js';
import { sendPage, viewOf } from '../pages/view.js';
import { formFields } from './bodies.js';
import { PROBLEM_TYPE, type Problem, problemBody } from './problem.js';
import { problemOf } from './problem-of.js';

const FAULT: Problem = {
  status: 500,
  code: 'internal',
  title: 'Something broke on our side',
  detail: 'The fault has been written to the log. Nothing that was accepted is lost; try again.',
};

/** The one place where errors become answers: problem details for programs, a page for browsers outside /api. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  private readonly log = new Logger('http');

  constructor(private readonly config: ApiConfig) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    const problem = problemOf(error, this.config.maxBodyBytes);
    if (!problem) this.log.error(`${request.method} ${pathOf(request)} failed`, error instanceof Error ? error.stack : String(error));
    answer(request, http.getResponse<FastifyReply>(), problem ?? FAULT);
  }
}

function answer(request: FastifyRequest, reply: FastifyReply, problem: Problem): void {
  if (reply.sent || reply.raw.headersSent) {
    reply.raw.destroy();
    return;
  }
  if (problem.retryAfterSeconds !== undefined) reply.header('Retry-After', String(problem.retryAfterSeconds));
  if (problem.status === 401) reply.header('WWW-Authenticate', 'Bearer realm="rostra"');
  if (wantsPage(request)) {
    const view = viewOf(request);
    const asked = { isForm: request.method === 'POST', keyTo: keyLeadsBack(pathOf(request), formFields(request)) };
    sendPage(request, reply, view, errorPage(view, problem, asked), problem.status);
    return;
  }
  reply
    .status(problem.status)
    .header('Content-Type', PROBLEM_TYPE)
    .header('Cache-Control', 'no-store')
    .send(JSON.stringify(problemBody(problem, pathOf(request))));
}

const pathOf = ({ url }: FastifyRequest): string => url.split('?')[0] ?? url;

const wantsPage = (request: FastifyRequest): boolean =>
  !/^\/(api|health|metrics)\b/.test(request.url) && (request.headers.accept ?? '').includes('text/html');
