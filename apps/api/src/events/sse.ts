import { once } from 'node:events';
import type { FastifyReply, FastifyRequest } from 'fastify';

/**
 * One open event stream. `send` waits until the client has taken what was written, so that a slow client holds up only itself and
 * nothing piles up in memory; it resolves false when the stream is over.
 */
export interface EventStream {
  readonly over: AbortSignal;
  send(message: { readonly id?: string; readonly event?: string; readonly data?: string; readonly comment?: string }): Promise<boolean>;
}

/** Takes the response over and runs `talk` until it ends, the client leaves or `closing` aborts. A HEAD request gets the headers alone. */
export async function streamEvents(
  request: FastifyRequest,
  reply: FastifyReply,
  closing: AbortSignal,
  talk: (stream: EventStream) => Promise<void>,
): Promise<void> {
  reply.header('Content-Type', 'text/event-stream; charset=utf-8').header('Cache-Control', 'no-store').header('X-Accel-Buffering', 'no');
  if (request.method === 'HEAD') {
    reply.send();
    return;
  }
  const { raw } = reply;
  for (const [name, value] of Object.entries(reply.getHeaders())) if (value !== undefined) raw.setHeader(name, value);
  reply.hijack();
  raw.writeHead(200);
  raw.flushHeaders();
  const gone = new AbortController();
  raw.on('close', () => gone.abort());
  raw.on('error', () => gone.abort());
  const over = AbortSignal.any([gone.signal, closing]);
  try {
    await talk({ over, send: (message) => write(raw, over, format(message)) });
  } finally {
    if (closing.aborted && raw.writableNeedDrain) raw.destroy();
    else raw.end();
  }
}

async function write(raw: FastifyReply['raw'], over: AbortSignal, text: string): Promise<boolean> {
  if (over.aborted) return false;
  if (raw.write(text)) return true;
  await once(raw, 'drain', { signal: over }).catch(() => undefined);
  return !over.aborted;
}

function format({ id, event, data, comment }: Parameters<EventStream['send']>[0]): string {
  const lines = [
    ...(comment === undefined ? [] : [`: ${comment}`]),
    ...(id === undefined ? [] : [`id: ${id}`]),
    ...(event === undefined ? [] : [`event: ${event}`]),
    ...(data === undefined ? [] : data.split(/\r\n|\r|\n/).map((line) => `data: ${line}`)),
  ];
  return `${lines.join('\n')}\n\n`;
}
