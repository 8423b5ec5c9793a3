import type { Socket } from 'node:net';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { type LocalServer, serveBytes } from '../../libs/fetching/src/testing/local-server.js';

export interface HostileAnswer {
  readonly what: string;
  /** Whether a fetch ends by its time limit alone, so that five tries take minutes. */
  readonly isSlow: boolean;
  write(socket: Socket): void;
  /** Makes what takes long to make, before anybody waits for it. */
  prepare?(): void;
}

/** Bytes of nothing that a bomb unpacks to. */
const BOMB = 200_000_000;

const head = (...lines: string[]) => `${['HTTP/1.1 200 OK', ...lines].join('\r\n')}\r\n\r\n`;

const says = (what: string, answer: () => string | Uint8Array): HostileAnswer => ({
  what,
  isSlow: false,
  write: (socket) => socket.end(answer()),
});
const bomb = (what: string, encoding: string, pack: (zeros: Buffer) => Buffer): HostileAnswer => {
  let packed: Buffer | null = null;
  const prepare = () => (packed ??= Buffer.concat([Buffer.from(head(`content-encoding: ${encoding}`)), pack(Buffer.alloc(BOMB))]));
  return { what, isSlow: false, write: (socket) => socket.end(prepare()), prepare };
};
const drips = (what: string, begin: string, piece: string): HostileAnswer => ({
  what,
  isSlow: true,
  write: (socket) => {
    socket.write(begin);
    const timer = setInterval(() => socket.write(piece), 50);
    socket.once('close', () => clearInterval(timer));
  },
});
const floods = (what: string, begin: string, piece: string): HostileAnswer => ({
  what,
  isSlow: false,
  write: (socket) => {
    socket.write(begin);
    const more = () => {
      while (!socket.destroyed && socket.write(piece));
    };
    socket.on('drain', more);
    more();
  },
});
const leads = (what: string, to: string): HostileAnswer =>
  says(what, () => `HTTP/1.1 302 Found\r\nlocation: ${to}\r\ncontent-length: 0\r\n\r\n`);

/** What a site may answer to bring its crawler down or astray. Every page of it answers whatever its path asks for. */
export const hostileAnswers: readonly HostileAnswer[] = [
  floods('a body without end', head(), 'x'.repeat(60_000)),
  floods('headers without end', 'HTTP/1.1 200 OK\r\n', `x-flood: ${'y'.repeat(1_000)}\r\n`),
  floods('a body without end behind a refusal', 'HTTP/1.1 404 Not Found\r\n\r\n', 'x'.repeat(60_000)),
  says('a length of 2 GB', () => head('content-length: 2147483648')),
  bomb('a bomb in gzip', 'gzip', gzipSync),
  bomb('a bomb in gzip in gzip', 'gzip, gzip', (zeros) => gzipSync(gzipSync(zeros))),
  bomb('a bomb in brotli', 'br', (zeros) => brotliCompressSync(zeros, { params: { [constants.BROTLI_PARAM_QUALITY]: 1 } })),
  says('gzip that is none', () => `${head('content-encoding: gzip', 'content-length: 9')}no gzip .`),
  says('gzip cut off', () =>
    Buffer.concat([Buffer.from(head('content-encoding: gzip')), gzipSync(Buffer.from('青禾镇'.repeat(9_000))).subarray(0, 60)]),
  ),
  says('chunks of one byte', () => `${head('transfer-encoding: chunked')}${'1\r\nx\r\n'.repeat(100_000)}0\r\n\r\n`),
  says('broken chunks', () => `${head('transfer-encoding: chunked')}zz\r\nshort\r\n0\r\n\r\n`),
  says('a body shorter than its length', () => `${head('content-length: 500')}short`),
  says('two lengths', () => `${head('content-length: 5', 'content-length: 9')}shortlong`),
  says('no answer at all', () => ''),
  says('something that is not HTTP', () => 'SSH-2.0-OpenSSH_9.6\r\n'),
  leads('a redirect to itself', '/a%20redirect%20to%20itself'),
  leads('a redirect to a port of mail', 'http://127.0.0.1:25/'),
  leads('a redirect to a file', 'file:///etc/passwd'),
  leads('a redirect that is no address', 'http://[::bad'),
  drips('a body that drips in', head(), 'x'),
  drips('headers that drip in', 'HTTP/1.1 200 OK\r\nx-slow: ', 'x'),
  drips('an answer that never begins', '', ''),
];

/** A site of which each path names one of the answers above. */
export class HostileSite {
  private constructor(private readonly server: LocalServer) {}

  static async open(): Promise<HostileSite> {
    for (const answer of hostileAnswers) answer.prepare?.();
    const server = await serveBytes((socket, asked) => {
      const path = decodeURIComponent(/^GET \/(\S*) /.exec(asked)?.[1] ?? '');
      hostileAnswers.find(({ what }) => what === path)?.write(socket);
    });
    return new HostileSite(server);
  }

  url(answer: HostileAnswer): string {
    return `${this.server.url}/${encodeURIComponent(answer.what)}`;
  }

  close(): Promise<void> {
    return this.server.close();
  }
}
