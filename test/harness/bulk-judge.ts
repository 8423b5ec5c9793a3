import { once } from 'node:events';
import { createServer, type IncomingMessage, request, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer, json } from 'node:stream/consumers';
import { gunzipSync } from 'node:zlib';

export interface Refusal {
  readonly status: number;
  readonly type: string;
}

/** Says of a document in a bulk, as text, whether it is refused instead of Elasticsearch being asked. */
export type Judge = (document: string) => Refusal | null;

export const TOO_MANY: Refusal = { status: 429, type: 'es_rejected_execution_exception' };
export const UNREADABLE: Refusal = { status: 400, type: 'document_parsing_exception' };

interface Line {
  readonly action: string;
  readonly document: string;
  readonly refusal: Refusal | null;
}
interface BulkAnswer {
  readonly items: readonly object[];
}

/** Stands before Elasticsearch and passes everything on, except for documents in bulks that its judge refuses: those get the verdict an engine would give. */
export class BulkJudge {
  private judge: Judge | null = null;
  /** Whole bulks are refused. */
  private overloaded = false;
  private middle: (() => Promise<void>) | null = null;
  /** Verdicts given instead of the engine's, over all trials. */
  private given = 0;

  private constructor(
    private readonly server: Server,
    private readonly target: string,
  ) {
    server.on('request', (asked, answer) => {
      this.take(asked, answer).catch(() => answer.destroy());
    });
  }

  static async before(target: string): Promise<BulkJudge> {
    const server = createServer().listen(0, '127.0.0.1');
    // As the engine, which never ends a connection that is quiet.
    server.keepAliveTimeout = 0;
    await once(server, 'listening');
    return new BulkJudge(server, target);
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  refuse(judge: Judge | null): void {
    this.judge = judge;
  }

  overload(on: boolean): void {
    this.overloaded = on;
  }

  /** Does this once, when half of the next bulk is with the engine; the other half follows then. */
  inTheMiddle(work: (() => Promise<void>) | null): void {
    this.middle = work;
  }

  get refusals(): number {
    return this.given;
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    this.server.close();
    await once(this.server, 'close');
  }

  private async take(asked: IncomingMessage, answer: ServerResponse): Promise<void> {
    const isBulk = asked.method === 'POST' && asked.url?.split('?')[0] === '/_bulk';
    const body = await buffer(asked);
    if (isBulk && this.overloaded) this.given += 1;
    if (isBulk && this.overloaded)
      return send(answer, TOO_MANY.status, { error: { type: TOO_MANY.type, reason: 'a test' }, status: TOO_MANY.status });
    if (isBulk && this.judge) return this.divide(asked, body, this.judge, answer);
    const passed = await this.pass(asked, body, asked.headers);
    answer.writeHead(passed.statusCode ?? 502, passed.headers);
    passed.pipe(answer);
  }

  /** Passes the lines on that are not refused, and puts the verdicts together in the order of the bulk. */
  private async divide(asked: IncomingMessage, body: Buffer, judge: Judge, answer: ServerResponse): Promise<void> {
    const text = (asked.headers['content-encoding'] === 'gzip' ? gunzipSync(body) : body).toString('utf8');
    const lines = linesOf(text, judge);
    const open = lines.filter(({ refusal }) => refusal === null);
    this.given += lines.length - open.length;
    const { 'content-encoding': _, 'content-length': __, 'accept-encoding': ___, ...headers } = asked.headers;
    const rest = open.map(({ action, document }) => `${action}\n${document}\n`).join('');
    const passed = open.length === 0 ? [] : [...((await json(await this.pass(asked, Buffer.from(rest), headers))) as BulkAnswer).items];
    const items = lines.map(({ refusal }) =>
      refusal ? { index: { status: refusal.status, error: { type: refusal.type, reason: 'a test' } } } : passed.shift(),
    );
    send(answer, 200, { took: 1, errors: items.length > open.length, items });
  }

  private async pass(asked: IncomingMessage, body: Buffer, headers: IncomingMessage['headers']): Promise<IncomingMessage> {
    const passing = request(`${this.target}${asked.url}`, {
      method: asked.method ?? 'GET',
      headers: { ...headers, 'content-length': body.byteLength },
    });
    const answered = once(passing, 'response') as Promise<[IncomingMessage]>;
    answered.catch(() => undefined);
    const middle = asked.url?.startsWith('/_bulk') ? this.middle : null;
    const half = middle ? Math.floor(body.byteLength / 2) : 0;
    if (middle) {
      this.middle = null;
      passing.write(body.subarray(0, half));
      await middle();
    }
    passing.end(body.subarray(half));
    return (await answered)[0];
  }
}

function linesOf(text: string, judge: Judge): Line[] {
  const lines = text.split('\n');
  const pairs = Array.from({ length: Math.floor(lines.length / 2) }, (_, at) => [lines[2 * at] ?? '', lines[2 * at + 1] ?? ''] as const);
  return pairs.map(([action, document]) => ({ action, document, refusal: judge(document) }));
}

function send(answer: ServerResponse, status: number, body: object): void {
  // Elasticsearch's client asks for this sign that it speaks with the real one.
  answer.writeHead(status, {
    'content-type': 'application/vnd.elasticsearch+json; compatible-with=9',
    'x-elastic-product': 'Elasticsearch',
  });
  answer.end(JSON.stringify(body));
}
