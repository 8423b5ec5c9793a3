import type { Socket } from 'node:net';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { errorPage } from '../pages/error-view.js';
import { viewOf } from '../pages/view.js';
import { PROBLEM_TYPE, type Problem, problemBody } from './problem.js';

/** Most bytes of a request before its body. A query that is somewhat too long still comes through, and is told its own limit. */
export const MOST_HEADER_BYTES = 32 * 1024;

const bad = (status: number, code: string, detail: string): Problem => ({
  status,
  code,
  title: 'The request is not as it should be',
  detail,
});

const byCode: Readonly<Record<string, Problem>> = {
  HPE_HEADER_OVERFLOW: bad(
    431,
    'headers-too-large',
    `The headers are larger than ${MOST_HEADER_BYTES / 1024} KB. Send fewer or shorter ones.`,
  ),
  ERR_HTTP_REQUEST_TIMEOUT: bad(408, 'too-slow', 'The request did not arrive in time. Send it again.'),
};
const unreadable = bad(400, 'not-http', 'This is not an HTTP request that can be read.');

const addressTooLong = bad(
  431,
  'address-too-long',
  `The address is longer than ${MOST_HEADER_BYTES / 1024} KB. Shorten what stands in it, such as the query q, which may have 1000 characters.`,
);
/** From here on it is the address that is too long, not the headers beside it. */
const LONG_ADDRESS_BYTES = MOST_HEADER_BYTES / 2;

interface ParserError extends Error {
  readonly code?: string;
  /** What had come, as far as it came in one piece. */
  readonly rawPacket?: unknown;
}

/** Answers what Node's HTTP parser refuses before there is a request, with a page for a browser, and closes the connection. */
export function answerBrokenRequest(error: ParserError, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const [line = '', ...fields] = (error.rawPacket instanceof Uint8Array ? Buffer.from(error.rawPacket).toString('latin1') : '').split(
    '\r\n',
  );
  const isLongAddress = error.code === 'HPE_HEADER_OVERFLOW' && line.length > LONG_ADDRESS_BYTES;
  const problem = isLongAddress ? addressTooLong : (byCode[error.code ?? ''] ?? unreadable);
  const [body, type] = isForBrowser(line, fields)
    ? [pageOf(problem, fields), 'text/html; charset=utf-8']
    : [JSON.stringify(problemBody(problem, '/')), PROBLEM_TYPE];
  const head = [
    `HTTP/1.1 ${problem.status} Refused`,
    `Content-Type: ${type}`,
    `Content-Length: ${Buffer.byteLength(body)}`,
    'Connection: close',
  ];
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`);
}

const isForBrowser = (line: string, fields: readonly string[]): boolean =>
  /^[A-Z]+ \//.test(line) && !/^[A-Z]+ \/(api|health|metrics)\b/.test(line) && (fieldNamed('accept', fields) ?? '').includes('text/html');

function pageOf(problem: Problem, fields: readonly string[]): string {
  const view = viewOf({
    url: '/',
    headers: { cookie: fieldNamed('cookie', fields), 'accept-language': fieldNamed('accept-language', fields) },
  });
  return errorPage(view, problem, { isForm: false, keyTo: '/' });
}

const fieldNamed = (name: string, fields: readonly string[]): string | undefined =>
  fields
    .find((field) => field.toLowerCase().startsWith(`${name}:`))
    ?.slice(name.length + 1)
    .trim();

/** Answers a path that the router cannot read. */
export function answerBadPath(_error: Error, request: FastifyRequest, reply: FastifyReply): void {
  const problem = bad(400, 'bad-path', 'The path is not valid percent-encoded UTF-8, or is far too long. Encode it again.');
  reply
    .status(problem.status)
    .header('Content-Type', PROBLEM_TYPE)
    .send(JSON.stringify(problemBody(problem, request.raw.url ?? '/')));
}
