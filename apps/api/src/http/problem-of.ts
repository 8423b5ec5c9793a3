import { STATUS_CODES } from 'node:http';
import { HttpException } from '@nestjs/common';
import { TryLater, Unprocessable } from '#domain';
import { BadUrl } from '#fetching';
import { WorkerCrashed } from '#pipeline';
import { BadCursor as BadSearchCursor, QuerySyntaxError } from '#search';
import { BadCursor, IdempotencyConflict, KnownRule, TooManyRules, WrongReparseState } from '#store';
import { type Problem, Refusal, tooLarge } from './problem.js';

/** Anything thrown while a request was answered, as the problem the client sees. Null for a fault: that one is logged and tells the client nothing. */
export function problemOf(error: unknown, maxBodyBytes: number): Problem | null {
  if (error instanceof Refusal) return error.problem;
  return domainProblem(error) ?? httpProblem(error, maxBodyBytes);
}

function domainProblem(error: unknown): Problem | null {
  if (error instanceof QuerySyntaxError) return querySyntax(error);
  if (error instanceof BadUrl) return badUrl(error);
  if (error instanceof BadCursor || error instanceof BadSearchCursor) return badCursor(error);
  if (error instanceof IdempotencyConflict) return idempotencyConflict(error);
  if (error instanceof WrongReparseState) {
    return { status: 409, code: 'wrong-state', title: 'Not in this state', detail: error.message };
  }
  if (error instanceof KnownRule) {
    const remedy = `Change that one: PATCH /api/v1/site-rules/${error.rule.id}.`;
    return { status: 409, code: 'known-rule', title: 'This rule is there already', detail: `${error.message} ${remedy}` };
  }
  if (error instanceof TooManyRules) {
    return { status: 409, code: 'too-many-rules', title: 'Too many rules in force', detail: error.message };
  }
  if (error instanceof Unprocessable) return unprocessable(error);
  if (error instanceof WorkerCrashed) {
    return { status: 422, code: 'parser-gave-up', title: 'This page is too much for the parser', detail: error.message };
  }
  if (error instanceof TryLater) {
    const retryAfterSeconds = Math.max(1, Math.ceil(error.delayMs / 1000));
    return { status: 503, code: 'try-later', title: 'Busy for the moment', detail: error.message, retryAfterSeconds };
  }
  return null;
}

function unprocessable({ code, message }: Unprocessable): Problem {
  const remedy = 'Send another body; the same one will fail the same way.';
  return { status: 422, code, title: 'This cannot be processed', detail: message, errors: [{ field: 'body', message, remedy }] };
}

function badUrl({ message }: BadUrl): Problem {
  const remedy = 'Give a whole web address such as https://example.org/page.html.';
  return {
    status: 400,
    code: 'bad-url',
    title: 'This is not a web address',
    detail: `${message} ${remedy}`,
    errors: [{ field: 'url', message, remedy }],
  };
}

function badCursor({ message }: BadCursor | BadSearchCursor): Problem {
  const remedy = 'Leave it out to begin at the first page.';
  return {
    status: 400,
    code: 'bad-cursor',
    title: 'The cursor cannot be read',
    detail: message,
    errors: [{ field: 'cursor', message, remedy }],
  };
}

function idempotencyConflict({ message }: IdempotencyConflict): Problem {
  const remedy = 'Use a new key for a new request.';
  const errors = [{ field: 'Idempotency-Key', message, remedy }];
  return { status: 422, code: 'idempotency-conflict', title: 'This key belongs to another request', detail: message, errors };
}

function querySyntax({ message, position, hint }: QuerySyntaxError): Problem {
  return {
    status: 400,
    code: 'query-syntax',
    title: 'The query cannot be read',
    detail: `${message} (at character ${position + 1}). ${hint}`,
    position,
    hint,
    errors: [{ field: 'q', message, remedy: hint }],
  };
}

/** Errors of the HTTP machinery itself: unknown routes, bodies it refused to read. */
function httpProblem(error: unknown, maxBodyBytes: number): Problem | null {
  const cause = error instanceof HttpException ? (error.cause ?? error) : error;
  const code = machineryCode(cause);
  if (code === 'FST_ERR_CTP_BODY_TOO_LARGE' || code === 'FST_REQ_FILE_TOO_LARGE') return tooLargeProblem(maxBodyBytes);
  const known = code ? machinery[code] : undefined;
  if (known) return known;
  if (!(error instanceof HttpException) || error.getStatus() >= 500) return null;
  const status = error.getStatus();
  if (status === 404)
    return {
      status,
      code: 'not-found',
      title: 'Not found',
      detail: 'There is nothing at this address. The calls are listed at /api/docs.',
    };
  return {
    status,
    code: `http-${status}`,
    title: STATUS_CODES[status] ?? 'Refused',
    detail: `${sentence(error.message)} The calls are described at /api/docs.`,
  };
}

const machineryCode = (cause: unknown): string | null =>
  cause instanceof Error && 'code' in cause && typeof cause.code === 'string' ? cause.code : null;

const tooLargeProblem = (maxBodyBytes: number): Problem => tooLarge(maxBodyBytes).problem;

const sentence = (message: string): string => (/[.!?]$/.test(message) ? message : `${message}.`);

const bad = (code: string, detail: string): Problem => ({ status: 400, code, title: 'The request is not as it should be', detail });

const machinery: Readonly<Record<string, Problem>> = {
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: bad('wrong-content-length', 'Content-Length does not match the body. Let your HTTP library set it.'),
  FST_ERR_BAD_URL: bad('bad-path', 'The path is not valid percent-encoded UTF-8. Encode it again.'),
  ERR_STREAM_PREMATURE_CLOSE: bad('broken-off', 'The request ended before its body was complete. Send it again.'),
  ECONNRESET: bad('broken-off', 'The request ended before its body was complete. Send it again.'),
};
