import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import Fastify, { type FastifyInstance } from 'fastify';
import { type EventStream, streamEvents } from './sse.js';

const MESSAGE = 'x'.repeat(100_000);
const MANY = 1_000;

describe('streamEvents', () => {
  let fastify: FastifyInstance;
  let closing: AbortController;
  let sockets: Socket[];

  beforeEach(() => {
    fastify = Fastify();
    closing = new AbortController();
    sockets = [];
  });
  afterEach(async () => {
    closing.abort();
    for (const socket of sockets) socket.destroy();
    await fastify.close();
  });

  async function serve(talk: (stream: EventStream) => Promise<void>): Promise<Socket> {
    fastify.get('/', (request, reply) => streamEvents(request, reply, closing.signal, talk));
    const { port } = new URL(await fastify.listen({ port: 0, host: '127.0.0.1' }));
    const socket = connect(Number(port), '127.0.0.1');
    sockets.push(socket);
    socket.write('GET / HTTP/1.1\r\nHost: localhost\r\n\r\n');
    return socket;
  }

  it('waits for a client that does not read, instead of piling messages up', async () => {
    let sent = 0;
    const finished = Promise.withResolvers<void>();
    const socket = await serve(async ({ send }) => {
      while (sent < MANY && (await send({ data: MESSAGE }))) sent += 1;
      finished.resolve();
    });
    await once(socket, 'readable');
    for (let before = -1; before !== sent; ) {
      before = sent;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    expect(sent).toBeLessThan(MANY / 2);
    socket.resume();
    await finished.promise;
    expect(sent).toBe(MANY);
  });

  it('ends when the client leaves', async () => {
    const left = Promise.withResolvers<boolean>();
    const socket = await serve(async ({ over, send }) => {
      await send({ comment: 'hello' });
      await once(over, 'abort');
      left.resolve(await send({ data: 'too late' }));
    });
    await once(socket, 'data');
    socket.destroy();
    expect(await left.promise).toBe(false);
  });

  it('ends at shutdown, also for clients that do not read', async () => {
    const socket = await serve(async ({ over, send }) => {
      while (!over.aborted) await send({ data: MESSAGE });
    });
    await once(socket, 'readable');
    const closed = once(socket, 'close');
    closing.abort();
    await fastify.close();
    socket.resume();
    await closed;
    expect(socket.destroyed).toBe(true);
  });

  it('writes the fields of a message each on a line of its own', async () => {
    await serve(async ({ send }) => {
      await send({ comment: 'c', id: '7', event: 'e', data: 'one\ntwo\r\nthree' });
    });
    const said = await (await fetch(fastify.listeningOrigin)).text();
    expect(said).toBe(': c\nid: 7\nevent: e\ndata: one\ndata: two\ndata: three\n\n');
  });
});
