import type { Socket } from 'node:net';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { TryLater, Unprocessable } from '#domain';
import { type LocalServer, serveBytes } from '../testing/local-server.js';
import { type GuardedClient, type GuardedClientOptions, openGuardedClient } from './guarded-client.js';

const head = (...lines: string[]) => `${['HTTP/1.1 200 OK', ...lines].join('\r\n')}\r\n\r\n`;

/** Writes until the other side has had enough of it. */
function withoutEnd(socket: Socket, chunk: () => string | Uint8Array): void {
  const more = () => {
    while (!socket.destroyed && socket.write(chunk()));
  };
  socket.on('drain', more);
  more();
}

/** Writes one piece every few milliseconds until the other side has gone. */
function dripping(socket: Socket, piece: string): void {
  const timer = setInterval(() => socket.write(piece), 5);
  socket.once('close', () => clearInterval(timer));
}

describe('the client in front of a hostile server', () => {
  let server: LocalServer | undefined;
  let client: GuardedClient | undefined;

  const get = async (write: (socket: Socket) => void, options: GuardedClientOptions = {}) => {
    server = await serveBytes(write);
    client = openGuardedClient({ allowPrivate: true, maxBytes: 1_000_000, timeoutMs: 5_000, ...options });
    return client.get(`${server.url}/page`);
  };

  afterEach(async () => {
    await client?.close();
    await server?.close();
  });

  it('stops a body that does not end', async () => {
    const endless = get((socket) => {
      socket.write(head());
      withoutEnd(socket, () => 'x'.repeat(60_000));
    });
    await expect(endless).rejects.toMatchObject({ name: 'Unprocessable', code: 'too-large' });
    await expect(endless).rejects.toThrow('is larger than 1000000 bytes. Raise MAX_BODY_BYTES');
  });

  it('does not even begin with a body that is announced too large', async () => {
    await expect(get((socket) => socket.write(head('content-length: 1000001')))).rejects.toMatchObject({ code: 'too-large' });
  });

  it('takes a body of exactly the limit', async () => {
    const { body } = await get((socket) => socket.end(head('content-length: 1000000') + 'x'.repeat(1_000_000)));
    expect(body.byteLength).toBe(1_000_000);
  });

  it('copes with a body in chunks of one byte', async () => {
    const { body } = await get((socket) => socket.end(`${head('transfer-encoding: chunked')}${'1\r\nx\r\n'.repeat(100_000)}0\r\n\r\n`));
    expect(body.byteLength).toBe(100_000);
  });

  it.each([
    ['gzip', gzipSync(Buffer.alloc(30_000_000))],
    ['br', brotliCompressSync(Buffer.alloc(30_000_000))],
    ['gzip, gzip', gzipSync(gzipSync(Buffer.alloc(30_000_000)))],
  ])('stops a bomb in %s long before it has gone off', async (encoding, bomb) => {
    const before = process.memoryUsage().arrayBuffers;
    const bombed = get((socket) => socket.end(Buffer.concat([Buffer.from(head(`content-encoding: ${encoding}`)), bomb])), {
      maxBytes: 20_000_000,
    });
    await expect(bombed).rejects.toMatchObject({ name: 'Unprocessable', code: 'too-large' });
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(25_000_000);
  });

  it('counts what comes out of the packing, not what was announced', async () => {
    const packed = gzipSync(Buffer.from(Array.from({ length: 400_000 }, (_, at) => (at * at) % 97).join(' ')));
    const bombed = get((socket) =>
      socket.end(Buffer.concat([Buffer.from(head('content-encoding: gzip', `content-length: ${packed.length}`)), packed])),
    );
    await expect(bombed).rejects.toThrow('is larger than 1000000 bytes');
  });

  it('refuses a flood of headers', async () => {
    const flooded = get((socket) => {
      socket.write('HTTP/1.1 200 OK\r\n');
      withoutEnd(socket, () => `x-flood: ${'y'.repeat(1_000)}\r\n`);
    });
    await expect(flooded).rejects.toMatchObject({ name: 'Unprocessable', code: 'headers-too-large' });
  });

  it.each([
    ['an answer that never begins', () => undefined],
    ['headers that drip in', (socket: Socket) => socket.write('HTTP/1.1 200 OK\r\nx-slow: ') && dripping(socket, 'x')],
    ['a body that drips in', (socket: Socket) => socket.write(head()) && dripping(socket, 'x')],
    ['chunks that drip in', (socket: Socket) => socket.write(head('transfer-encoding: chunked')) && dripping(socket, '1\r\nx\r\n')],
    ['a body shorter than announced', (socket: Socket) => socket.write(`${head('content-length: 500')}short`)],
  ])('does not wait longer than it may for %s', async (_kind, write) => {
    const startedAt = performance.now();
    await expect(get((socket) => void write(socket), { timeoutMs: 300 })).rejects.toThrow(
      /took longer than 0\.3 s as a whole|not proper HTTP/,
    );
    expect(performance.now() - startedAt).toBeLessThan(3_000);
  });

  it.each([
    ['an answer cut before its announced end', `${head('content-length: 500')}short`],
    ['an answer cut inside a chunk', `${head('transfer-encoding: chunked')}ff\r\nshort`],
    ['an answer cut before the last chunk', `${head('transfer-encoding: chunked')}5\r\nshort\r\n`],
    ['broken chunking', `${head('transfer-encoding: chunked')}zz\r\nshort\r\n0\r\n\r\n`],
    ['headers cut off', 'HTTP/1.1 200 OK\r\ncontent-ty'],
    ['two lengths that differ', `${head('content-length: 5', 'content-length: 9')}shortlong`],
    ['no answer at all', ''],
    ['something that is not HTTP', 'SSH-2.0-OpenSSH_9.6\r\n'],
  ])('never takes %s for a page, and tries again', async (_kind, answer) => {
    const getting = get((socket) => socket.end(answer));
    await expect(getting).rejects.toThrow(/could not be fetched: .+/);
    await expect(getting).rejects.not.toBeInstanceOf(Unprocessable);
    await expect(getting).rejects.not.toBeInstanceOf(TryLater);
  });

  it('reads no further than the length that was announced', async () => {
    const { body } = await get((socket) => socket.end(`${head('content-length: 5', 'connection: close')}short and more`));
    expect(Buffer.from(body).toString()).toBe('short');
  });

  it('is not led astray by a body behind a redirect or a refusal', async () => {
    const refused = get((socket) => {
      socket.write('HTTP/1.1 404 Not Found\r\n\r\n');
      withoutEnd(socket, () => 'x'.repeat(60_000));
    });
    await expect(refused).rejects.toMatchObject({ code: 'gone' });
  });

  it('stops when the caller does, with the caller’s reason', async () => {
    const caller = new AbortController();
    server = await serveBytes((socket) => {
      socket.write(head());
      caller.abort(new Error('enough'));
    });
    client = openGuardedClient({ allowPrivate: true });
    await expect(client.get(server.url, { signal: caller.signal })).rejects.toThrow('enough');
    await expect(client.get(server.url, { signal: caller.signal })).rejects.toThrow('enough');
  });

  it('lets the work wait for the next start when it is closed meanwhile', async () => {
    const getting = get((socket) => {
      socket.write(head());
      void client?.close();
    });
    await expect(getting).rejects.toBeInstanceOf(TryLater);
  });
});
