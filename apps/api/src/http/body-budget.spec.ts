import { once } from 'node:events';
import { connect, type AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import Fastify, { type FastifyInstance } from 'fastify';
import { BodyBudget, budgetBytes, limitBodies } from './body-budget.js';
import { Refusal } from './problem.js';

describe('BodyBudget', () => {
  it('has room again once bytes were given back, once', () => {
    const budget = new BodyBudget(10);
    const release = budget.reserve(6);
    expect(() => budget.reserve(5)).toThrow(Refusal);
    budget.reserve(4);
    release();
    release();
    expect(() => budget.reserve(7)).toThrow(Refusal);
    budget.reserve(6);
  });
});

describe('limitBodies', () => {
  const LIMIT = 100_000;
  const FULL = Math.floor(budgetBytes(LIMIT) / LIMIT);
  let fastify: FastifyInstance;
  let finish: () => void;
  /** Requests that were let in and are not over. */
  let open: number;

  beforeEach(async () => {
    open = 0;
    fastify = Fastify();
    limitBodies(fastify, LIMIT, ({ headers }) => headers['x-known'] === undefined);
    fastify.addHook('onRequest', async (_request, { raw }) => {
      open += 1;
      raw.once('close', () => {
        open -= 1;
      });
    });
    fastify.addContentTypeParser('*', { parseAs: 'buffer' }, async () => null);
    fastify.setErrorHandler<Error & { statusCode?: number }>((error, _request, reply) =>
      reply.status(error instanceof Refusal ? error.problem.status : (error.statusCode ?? 500)).send(),
    );
    const worked = new Promise<void>((resolve) => {
      finish = resolve;
    });
    fastify.post('/', async () => {
      await worked;
      return 'taken';
    });
    fastify.get('/', async () => 'read');
    await fastify.listen({ port: 0, host: '127.0.0.1' });
  });
  afterEach(() => {
    finish();
    return fastify.close();
  });

  async function untilOpen(count: number): Promise<void> {
    while (open !== count) await sleep(5);
  }

  /** A client that sends the head of a request and as much of its body as is given, and waits. */
  function client(head: string, body = '') {
    const { port } = fastify.server.address() as AddressInfo;
    const socket = connect(port, '127.0.0.1', () => socket.write(`POST / HTTP/1.1\r\nHost: localhost\r\n${head}\r\n\r\n${body}`));
    let heard = '';
    socket.on('data', (chunk) => {
      heard += chunk.toString('latin1');
    });
    return { socket, heard: () => heard };
  }

  const statusOf = async (more: Record<string, string> = {}) =>
    (await fastify.inject({ method: 'POST', url: '/', headers: { 'content-type': 'text/plain', ...more }, payload: 'x'.repeat(LIMIT) }))
      .statusCode;
  const full = Array.from({ length: FULL }, () => `Content-Type: text/plain\r\nContent-Length: ${LIMIT}`);

  it('turns away who comes when bodies under way fill the budget, whether they said their length or not', async () => {
    const clients = [...full.slice(1), 'Content-Type: text/plain\r\nTransfer-Encoding: chunked'].map((head) => client(head));
    await untilOpen(FULL);
    expect(await statusOf()).toBe(503);
    expect((await fastify.inject('/')).statusCode).toBe(200);
    const known = statusOf({ 'x-known': 'yes' });
    await untilOpen(FULL + 1);
    for (const { socket } of clients) socket.destroy();
    finish();
    expect(await known).toBe(200);
    await untilOpen(0);
    expect(await statusOf()).toBe(200);
  });

  it('counts a body until it is answered', async () => {
    const clients = full.map((head) => client(head, 'x'.repeat(LIMIT)));
    await untilOpen(FULL);
    expect(await statusOf()).toBe(503);
    finish();
    await untilOpen(0);
    expect(await statusOf()).toBe(200);
    for (const { socket } of clients) socket.destroy();
  });

  it('leaves a length that is far too large to the reader, which takes no more than it may', async () => {
    const { socket, heard } = client('Content-Type: text/plain\r\nContent-Length: 99999999');
    await once(socket, 'data');
    expect(heard()).toMatch(/^HTTP\/1\.1 413 /);
    socket.destroy();
  });
});
