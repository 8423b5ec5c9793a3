import { once } from 'node:events';
import { mkdir, mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { openTestStore, type TestStore } from '../testing/open-test-store.js';
import { startEngine } from './engine.js';
import { int32, simpleQuery } from './frames.js';

describe('the embedded database behind its wire server', () => {
  let opened: TestStore;
  const clients: pg.Client[] = [];
  beforeAll(async () => {
    opened = await openTestStore();
  }, 60_000);
  afterAll(() => opened.close());
  afterEach(async () => {
    await Promise.all(clients.splice(0).map((client) => client.end()));
  });

  async function client(options?: string): Promise<pg.Client> {
    const made = new pg.Client({ connectionString: opened.store.connectionUrl, ...(options && { options }) });
    await made.connect();
    clients.push(made);
    return made;
  }
  const value = async (on: pg.Client, sql: string, parameters: unknown[] = []) =>
    Object.values((await on.query(sql, parameters)).rows[0] ?? {})[0];

  it('keeps the statements of eight busy clients apart', async () => {
    const busy = await Promise.all(Array.from({ length: 8 }, () => client()));
    const answers = await Promise.all(
      busy.map(async (one, number) => {
        const seen: unknown[] = [];
        for (let round = 0; round < 40; round += 1) {
          const list = Array.from({ length: number + 1 }, (_, at) => `$${at + 1}::text`).join(" || '/' || ");
          seen.push(await value(one, `select ${list}`, Array(number + 1).fill(`${number}.${round}`)));
        }
        return seen;
      }),
    );
    for (const [number, seen] of answers.entries()) {
      expect(seen).toEqual(
        Array.from({ length: 40 }, (_, round) =>
          Array(number + 1)
            .fill(`${number}.${round}`)
            .join('/'),
        ),
      );
    }
  });

  it('lets nobody into an open transaction, and undoes it when its client goes away', async () => {
    const [writer, reader] = [await client(), await client()];
    await writer.query('create table if not exists undone (n int)');
    await writer.query('begin');
    await writer.query('insert into undone values (1)');
    let answered = false;
    const counting = value(reader, 'select count(*)::int from undone').finally(() => {
      answered = true;
    });
    await writer.query('insert into undone values (2)');
    expect(answered).toBe(false);
    clients.splice(clients.indexOf(writer), 1);
    await writer.end();
    expect(await counting).toBe(0);
  });

  it('undoes the transaction of a client whose connection breaks in the middle of a message', async () => {
    const reader = await client();
    await reader.query('create table if not exists broken (n int)');
    const socket = connect(join(reader.host, `.s.PGSQL.${reader.port}`));
    socket.write(Buffer.concat([int32(22), int32(3 << 16), Buffer.from('user\0postgres\0')]));
    socket.write(simpleQuery('begin; insert into broken values (1)'));
    let heard = '';
    for await (const chunk of socket) {
      heard += chunk.toString('latin1');
      if (heard.endsWith('Z\0\0\0\x05T')) break;
    }
    socket.write(simpleQuery('insert into broken values (2)').subarray(0, 9));
    socket.destroy();
    expect(await value(reader, 'select count(*)::int from broken')).toBe(0);
  });

  it('goes on after errors of every kind', async () => {
    const one = await client();
    await expect(one.query('selec')).rejects.toThrow('syntax error');
    await expect(one.query('select $1::int', ['x'])).rejects.toThrow('invalid input syntax');
    await expect(one.query('select 1/0')).rejects.toThrow('division by zero');
    await one.query('begin');
    await expect(one.query('select nothing from nowhere')).rejects.toThrow('does not exist');
    await expect(one.query('select 1')).rejects.toThrow('aborted');
    await one.query('rollback');
    expect(await value(await client(), 'select 1')).toBe(1);
  });

  it('drops clients that talk rubbish and serves the others', async () => {
    const { host, port } = await client();
    for (const noise of [Buffer.from('GET / HTTP/1.1\r\n\r\n'), Buffer.alloc(64), Buffer.from([0, 0, 0, 8, 4, 210, 22, 46, 0, 0])]) {
      const socket = connect(join(host, `.s.PGSQL.${port}`));
      const closed = once(socket, 'close');
      socket.on('error', () => undefined);
      socket.on('data', () => undefined);
      socket.end(noise);
      await closed;
    }
    expect(await value(await client(), 'select 2')).toBe(2);
  });

  it('gives each client the search path it asked for', async () => {
    const [plain, other] = [await client(), await client('-c search_path="elsewhere"')];
    await plain.query('create schema if not exists elsewhere');
    await other.query('create table here (n int)');
    expect(await value(plain, "select to_regclass('here')::text")).toBeNull();
    const asks = async (one: pg.Client) => {
      const paths = new Set<unknown>();
      for (let round = 0; round < 5; round += 1) paths.add(await value(one, 'select current_schema()'));
      return [...paths];
    };
    expect(await Promise.all([asks(other), asks(plain)])).toEqual([['elsewhere'], ['public']]);
    await other.query('begin; set local search_path to public; commit');
    await other.query('set search_path to public');
    expect(await value(other, 'select current_schema()')).toBe('elsewhere');
    expect(await value(plain, 'select current_schema()')).toBe('public');
  });

  it('tells every listener what is notified, also from inside a transaction', async () => {
    const [listener, sender] = [await client(), await client()];
    await listener.query('listen news');
    const heard: string[] = [];
    const done = new Promise<void>((resolve) => {
      listener.on('notification', ({ payload = '' }) => {
        heard.push(payload);
        if (heard.length === 3) resolve();
      });
    });
    await sender.query("select pg_notify('news', 'one')");
    await sender.query('begin');
    await sender.query("select pg_notify('news', 'two')");
    await sender.query('commit');
    await sender.query("notify news, '三'");
    await done;
    expect(heard).toEqual(['one', 'two', '三']);
  });

  it('takes parameters of a megabyte and answers with as much', async () => {
    const long = '讲话'.repeat(200_000);
    expect(await value(await client(), 'select $1::text', [long])).toBe(long);
  });

  it('is reached through a folder of this user alone', async () => {
    const { host } = await client();
    expect((await stat(host)).mode & 0o777).toBe(0o700);
  });

  it('starts over when the first start was cut off', async () => {
    const dataDir = await mkdtemp(join(tmpdir(), 'rostra-half-'));
    await mkdir(join(dataDir, 'db', 'base'), { recursive: true });
    await writeFile(join(dataDir, 'db', 'PG_VERSION'), '18');
    const engine = await startEngine(dataDir);
    const one = new pg.Client(engine.url);
    await one.connect();
    expect(await value(one, 'select 3')).toBe(3);
    await one.end();
    await engine.close();
    await rm(dataDir, { recursive: true, force: true });
  }, 60_000);
});
