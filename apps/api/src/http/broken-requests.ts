import type { Socket } from 'node:net';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { PROBLEM_TYPE, problemBody, type Problem } from './problem.js';

const bad = (status: number, code: string, detail: string): Problem => ({
  status,
  code,
  title: 'The request is not as it should be',
  detail,
});

const byCode: Readonly<Record<string, Problem>> = {
  HPE_HEADER_OVERFLOW: bad(431, 'headers-too-large', 'The headers are larger than 16 KB. Send fewer or shorter ones.'),
  ERR_HTTP_REQUEST_TIMEOUT: bad(408, 'too-slow', 'The request did not arrive in time. Send it again.'),
};
const unreadable = bad(400, 'not-http', 'This is not an HTTP request that can be read.');

/** Answers what Node's HTTP parser refuses before there is a request, and closes the connection. */
export function answerBrokenRequest(error: Error & { readonly code?: string }, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const problem = byCode[error.code ?? ''] ?? unreadable;
  const body = JSON.stringify(problemBody(problem, '/'));
  const head = [
    `HTTP/1.1 ${problem.status} Refused`,
    `Content-Type: ${PROBLEM_TYPE}`,
    `Content-Length: ${Buffer.byteLength(body)}`,
    'Connection: close',
  ];
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`);
}

/** Answers a path that the router cannot read. */
export function answerBadPath(_error: Error, request: FastifyRequest, reply: FastifyReply): void {
  const problem = bad(400, 'bad-path', 'The path is not valid percent-encoded UTF-8, or is far too long. Encode it again.');
  reply
    .status(problem.status)
    .header('Content-Type', PROBLEM_TYPE)
    .send(JSON.stringify(problemBody(problem, request.raw.url ?? '/')));
}
