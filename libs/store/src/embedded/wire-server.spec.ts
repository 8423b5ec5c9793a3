import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { frame, framesOf, int32, readyForQuery, simpleQuery } from './frames.js';
import { type Engine, WireServer } from './wire-server.js';

/** An engine whose answers the spec chooses: the real one cannot be made to fail on demand. */
function scripted(answers: Readonly<Record<string, () => Buffer>>): Engine & { readonly asked: string[] } {
  const asked: string[] = [];
  return {
    serverVersion: '18',
    asked,
    exec: async (messages) => {
      const sql = [...framesOf(messages)].map(({ bytes }) => bytes.subarray(5, -1).toString()).join(';');
      asked.push(sql);
      return (answers[sql] ?? readyForQuery)();
    },
  };
}
const inTransaction = () => frame('Z', Buffer.from('T'));

describe('WireServer', () => {
  let folder: string;
  let server: WireServer;
  const sockets: Socket[] = [];
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'rostra-wire-'));
  });
  afterEach(async () => {
    for (const socket of sockets.splice(0)) socket.destroy();
    await server.close();
    await rm(folder, { recursive: true, force: true });
  });

  async function serve(engine: Engine, idleMs?: number): Promise<void> {
    server = new WireServer(engine, idleMs);
    await server.listen(join(folder, 's'));
  }
  /** A client that is through with the greeting. */
  async function client(): Promise<Socket> {
    const socket = connect(join(folder, 's'));
    sockets.push(socket);
    socket.write(Buffer.concat([int32(22), int32(3 << 16), Buffer.from('user\0postgres\0')]));
    await once(socket, 'data');
    return socket;
  }
  async function ask(socket: Socket, sql: string): Promise<string> {
    socket.write(simpleQuery(sql));
    const [answer] = await once(socket, 'data');
    return String(answer);
  }

  it('tells the client when the engine itself fails, and serves the next one', async () => {
    const engine = scripted({
      fail: () => {
        throw new Error('memory access out of bounds');
      },
    });
    await serve(engine);
    const [one, other] = [await client(), await client()];
    expect(await ask(one, 'fail')).toContain('The embedded database failed: memory access out of bounds');
    expect(await ask(other, 'select')).toContain('Z');
    expect(await ask(one, 'select')).toContain('Z');
  });

  it('drops a client that leaves its transaction open for too long, and rolls it back', async () => {
    const engine = scripted({ begin: inTransaction });
    await serve(engine, 20);
    const [one, other] = [await client(), await client()];
    await ask(one, 'begin');
    const closed = once(one, 'close');
    expect(await ask(other, 'select')).toContain('Z');
    await closed;
    expect(engine.asked.filter((sql) => !sql.startsWith('SET'))).toEqual(['begin', ';ROLLBACK', 'select']);
  });

  it('serves waiting clients in turn, so that a busy one cannot starve the others', async () => {
    const engine = scripted({});
    await serve(engine);
    const [busy, quiet] = [await client(), await client()];
    busy.write(Buffer.concat(Array.from({ length: 20 }, () => simpleQuery('busy'))));
    expect(await ask(quiet, 'quiet')).toContain('Z');
    expect(engine.asked.filter((sql) => !sql.startsWith('SET')).indexOf('quiet')).toBeLessThan(5);
  });

  it('refuses encryption and closes on a request to cancel', async () => {
    await serve(scripted({}));
    const socket = connect(join(folder, 's'));
    socket.write(Buffer.concat([int32(8), int32(80877103)]));
    expect(String((await once(socket, 'data'))[0])).toBe('N');
    const closed = once(socket, 'close');
    socket.resume();
    socket.write(Buffer.concat([int32(16), int32(80877102), int32(1), int32(1)]));
    await closed;
  });
});
