import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { Redis } from 'ioredis';
import { done, TryLater } from '#domain';
import { type DocumentJob, parseStage } from '#stages';
import { checkRedis, claimRedis } from './connection.js';
import { Pauses } from './pauses.js';
import { Queues } from './queues.js';
import { Reconciler } from './reconciler.js';
import type { RedisTarget } from './redis-target.js';
import { type Handler, StageWorker } from './stage-worker.js';

const server = process.env.TEST_REDIS_URL;
if (!server) throw new Error('TEST_REDIS_URL names the Redis server on which this suite makes keys of its own.');

/** A Redis of one test alone, that it may flush, break and set up in its own way. */
const ownRedis = (...options: string[]): Promise<OwnRedis> => startRedis(['--save', '', ...options]);

interface OwnRedis {
  readonly url: string;
  readonly port: number;
  end(): Promise<void>;
}

async function startRedis(words: readonly string[]): Promise<OwnRedis> {
  const port = await freePort();
  // A replica writes down what it gets from its master, and the next start would read it.
  const folder = await mkdtemp(join(tmpdir(), 'rostra-redis-'));
  const options = ['--port', String(port), '--bind', '127.0.0.1', '--dir', folder];
  const child: ChildProcess = spawn('redis-server', [...words, ...options], { stdio: 'ignore' });
  const url = `redis://127.0.0.1:${port}`;
  while (!(await listens(port))) await sleep(20);
  const end = async () => {
    const exit = once(child, 'exit');
    child.kill('SIGKILL');
    await exit;
    await rm(folder, { recursive: true });
  };
  return { url, port, end };
}

async function listens(port: number): Promise<boolean> {
  const socket = connect(port, '127.0.0.1');
  const up = await once(socket, 'connect').then(
    () => true,
    () => false,
  );
  socket.destroy();
  return up;
}

async function freePort(): Promise<number> {
  const holder = createServer().listen(0, '127.0.0.1');
  await once(holder, 'listening');
  const address = holder.address();
  holder.close();
  await once(holder, 'close');
  return typeof address === 'object' && address ? address.port : 0;
}

const job = (): DocumentJob => ({ documentId: randomUUID(), revision: 1 });
const quiet = () => undefined;
/** Of rows whose clock runs as it should. */
const bringBack = async () => undefined;

/** A handler that keeps which documents it was given. */
const noting =
  (seen: string[]): Handler =>
  async ({ documentId }) => {
    seen.push(documentId);
    return done();
  };

describe('the queues in Redis', () => {
  const target = { url: server, ca: null, prefix: `spec-${randomUUID()}` };
  const config = { kind: 'redis' as const, ...target };
  const seen: string[] = [];
  const arrived = async (id: string) => {
    while (!seen.includes(id)) await sleep(10);
  };
  let queues: Queues;
  let worker: StageWorker;

  beforeAll(async () => {
    await checkRedis(target);
    queues = new Queues(config, quiet);
    await queues.ready();
    worker = new StageWorker(config, parseStage, noting(seen), { concurrency: 2, onTrouble: quiet });
    await worker.start();
  });

  afterAll(async () => {
    await worker.close();
    await queues.forgetAll(new Set());
    await queues.close();
  });

  const add = (one: DocumentJob) => queues.add([{ stage: parseStage, job: one, delayMs: 0 }]);

  it('hand a job to a worker, and keep nothing of it', async () => {
    const one = job();
    await add(one);
    await arrived(one.documentId);
    // Until the job is through, adding it again does nothing.
    while ((await queues.jobs('parser')) > 0) await sleep(10);
    await add(one);
    while (seen.filter((id) => id === one.documentId).length < 2) await sleep(10);
    while ((await queues.jobs('parser')) > 0) await sleep(10);
    expect(await queues.counts('parser')).toEqual({ delayed: 0, paused: false, workers: 1 });
  });

  it('hold a job once however often it is added while it waits', async () => {
    const one = job();
    await queues.pause('parser');
    await Promise.all([add(one), add(one), add(one)]);
    await queues.resume('parser');
    await arrived(one.documentId);
    await sleep(100);
    expect(seen.filter((id) => id === one.documentId)).toHaveLength(1);
  });

  it('answer a ping', async () => {
    await expect(queues.ping()).resolves.toBeUndefined();
  });
});

describe('a Redis that was flushed', () => {
  it('gets back the jobs that rows wait for, and the pauses that people wish', async () => {
    const redis = await ownRedis('--maxmemory-policy', 'noeviction');
    const config = { kind: 'redis' as const, url: redis.url, ca: null, prefix: 'rostra' };
    const queues = new Queues(config, quiet);
    await queues.ready();
    const facts = new Map<string, string>();
    const pauses = new Pauses({ get: async (key) => facts.get(key) ?? null, set: async (key, value) => void facts.set(key, value) });
    await pauses.wish('indexer', true);
    const waiting = job();
    const seen: string[] = [];
    const worker = new StageWorker(config, parseStage, noting(seen), {
      concurrency: 1,
      onTrouble: quiet,
    });
    await worker.start();
    const flusher = new Redis(redis.url);
    await flusher.flushall();
    const rows = { bringBack, stuck: async (stage: { room: string }) => (stage.room === 'parser' && seen.length === 0 ? [waiting] : []) };
    const reconciler = new Reconciler({ rows, queues, pauses }, quiet, 20);
    reconciler.start();
    while (seen.length === 0 || !(await queues.isPaused('indexer'))) await sleep(10);
    await pauses.wish('indexer', false);
    while (await queues.isPaused('indexer')) await sleep(10);
    expect(new Set(seen)).toEqual(new Set([waiting.documentId]));
    await reconciler.stop();
    flusher.disconnect();
    await worker.close();
    await queues.close();
    await redis.end();
  });
});

describe('a Redis that is away', () => {
  it('fails an add at once instead of holding its caller, and takes it again when it is back', async () => {
    const redis = await ownRedis();
    const queues = new Queues({ kind: 'redis', url: redis.url, ca: null, prefix: 'rostra' }, quiet);
    await queues.ready();
    await redis.end();
    await sleep(100);
    const add = () => queues.add([{ stage: parseStage, job: job(), delayMs: 0 }]);
    await expect(Promise.race([add(), sleep(3_000, 'held')])).rejects.toThrow();
    await expect(queues.ping()).rejects.toThrow(TryLater);
    const again = spawn('redis-server', ['--port', String(redis.port), '--bind', '127.0.0.1', '--save', ''], { stdio: 'ignore' });
    for (let taken = false; !taken; await sleep(50))
      taken = await add().then(
        () => true,
        () => false,
      );
    await queues.close();
    again.kill('SIGKILL');
    await once(again, 'exit');
  });
});

describe('a Redis without memory', () => {
  let redis: Awaited<ReturnType<typeof ownRedis>>;
  let queues: Queues;
  let admin: Redis;
  beforeAll(async () => {
    redis = await ownRedis('--maxmemory-policy', 'noeviction');
    queues = new Queues({ kind: 'redis', url: redis.url, ca: null, prefix: 'rostra' }, quiet);
    admin = new Redis(redis.url);
    await queues.ready();
  });
  afterAll(async () => {
    admin.disconnect();
    await queues.close();
    await redis.end();
  });

  it.each([
    ['is full', ['maxmemory', '1'], ['maxmemory', '0'], 'raise its maxmemory'],
    ['throws jobs away', ['maxmemory-policy', 'allkeys-lru'], ['maxmemory-policy', 'noeviction'], 'set it to noeviction'],
  ] as const)('says that it %s and what to do, and forgets it', async (_what, [name, wrong], [, right], remedy) => {
    await admin.config('SET', name, wrong);
    await expect(queues.ping()).rejects.toThrow(remedy);
    await admin.config('SET', name, right);
    await expect(queues.ping()).resolves.toBeUndefined();
  });

  it('takes no pause while it is full, which passes', async () => {
    await admin.config('SET', 'maxmemory', '1');
    await expect(queues.pause('parser')).rejects.toThrow(TryLater);
    await admin.config('SET', 'maxmemory', '0');
    await queues.pause('parser');
    await queues.resume('parser');
  });

  it.each([
    ['whose list the engine has thrown away', 0, () => admin.del(`rostra:${parseStage.queue}:wait`)],
    ['that was put off by a clock that went wrong', 3_600_000, async () => 1],
  ])('hands a job out again %s, once its row is overdue', async (_what, delayMs, lose) => {
    const one = { stage: parseStage, job: job(), delayMs };
    await queues.add([one]);
    await lose();
    const waiting = async () => (await admin.lrange(`rostra:${parseStage.queue}:wait`, 0, -1)).length;
    await queues.add([{ ...one, delayMs: 0 }]);
    expect(await waiting()).toBe(0);
    let asked = 0;
    const rows = { bringBack, stuck: async (stage: { room: string }) => (stage.room === 'parser' && asked++ === 0 ? [one.job] : []) };
    const reconciler = new Reconciler({ rows, queues, pauses: null }, quiet, 20);
    reconciler.start();
    while ((await waiting()) === 0) await sleep(10);
    await reconciler.stop();
    expect(await queues.dropIdle([one])).toBe(0);
    await queues.forgetAll(new Set());
  });
});

describe('looking at a Redis before it is used', () => {
  const check = (url: string) => checkRedis({ url, ca: null, prefix: 'rostra' });

  it('refuses the keys of another archive, and names the setting', async () => {
    const redis = await ownRedis();
    const target = { url: redis.url, ca: null, prefix: 'rostra' };
    for (let time = 0; time < 2; time += 1) await claimRedis(target, 'one');
    await expect(claimRedis(target, 'other')).rejects.toThrow(/REDIS_URL: another archive.*set REDIS_PREFIX/);
    await claimRedis({ ...target, prefix: 'other' }, 'other');
    await redis.end();
  });

  it('waits for one that nobody answers for', async () => {
    await expect(check(`redis://127.0.0.1:${await freePort()}`)).rejects.toThrow(TryLater);
  });

  it.each([
    ['that evicts keys', ['--maxmemory-policy', 'allkeys-lru'], '', /REDIS_URL: it evicts keys .*noeviction/],
    ['that asks for a password', ['--requirepass', 'open sesame'], '', /REDIS_URL: .*refuses us.*password/],
    ['that has another password', ['--requirepass', 'open sesame'], ':wrong@', /REDIS_URL: .*refuses us.*password/],
  ])('refuses one %s, with what to do', async (_kind, options, login, sentence) => {
    const redis = await ownRedis(...options);
    await expect(check(redis.url.replace('//', `//${login}`))).rejects.toThrow(sentence);
    await redis.end();
  });

  it('takes the right password', async () => {
    const redis = await ownRedis('--requirepass', 'open sesame');
    await expect(check(redis.url.replace('//', '//:open%20sesame@'))).resolves.toBeUndefined();
    await redis.end();
  });
});

/** Opens queues and a worker on this Redis, lets `meanwhile` happen between two jobs, and answers which documents the worker was given. */
async function servedBy(
  target: RedisTarget,
  meanwhile: () => Promise<void> = async () => undefined,
): Promise<[given: string[], seen: string[]]> {
  const config = { kind: 'redis' as const, ...target };
  await checkRedis(target);
  const queues = new Queues(config, quiet);
  await queues.ready();
  await queues.ping();
  const seen: string[] = [];
  const worker = new StageWorker(config, parseStage, noting(seen), { concurrency: 1, onTrouble: quiet });
  await worker.start();
  const jobs = [job(), job()];
  for (const [at, one] of jobs.entries()) {
    // Rows are given again until they are through, as the reconciler does.
    while (!seen.includes(one.documentId)) {
      await queues.add([{ stage: parseStage, job: one, delayMs: 0 }]).catch(quiet);
      await sleep(100);
    }
    if (at === 0) await meanwhile();
  }
  await worker.close();
  await queues.close();
  return [jobs.map(({ documentId }) => documentId), [...new Set(seen)]];
}

describe('a Redis behind TLS', () => {
  it('serves whoever knows the certificate that signed its own, and tells others which setting is missing', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'rostra-redis-'));
    const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
    const words = `req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 1 -subj /CN=127.0.0.1 -addext subjectAltName=IP:127.0.0.1 -keyout ${key} -out ${cert}`;
    await promisify(execFile)('openssl', words.split(' '));
    const port = await freePort();
    const redis = await ownRedis(
      ...[
        '--tls-port',
        String(port),
        '--tls-cert-file',
        cert,
        '--tls-key-file',
        key,
        '--tls-ca-cert-file',
        cert,
        '--tls-auth-clients',
        'no',
      ],
      ...['--requirepass', 'open sesame'],
    );
    const target = { url: `rediss://:open%20sesame@127.0.0.1:${port}`, prefix: 'rostra' };
    await expect(checkRedis({ ...target, ca: null })).rejects.toThrow(/REDIS_URL: no secure connection .*REDIS_CA/);
    const [given, seen] = await servedBy({ ...target, ca: await readFile(cert, 'utf8') });
    expect(seen).toEqual(given);
    await redis.end();
    await rm(folder, { recursive: true });
  });
});

describe('a Redis behind Sentinel', () => {
  it('serves on from the replica when its master is gone', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'rostra-sentinel-'));
    const master = await ownRedis();
    const replica = await ownRedis('--replicaof', '127.0.0.1', String(master.port));
    const follower = new Redis(replica.url);
    while (!(await follower.info('replication')).includes('master_link_status:up')) await sleep(50);
    const settings = [
      `sentinel monitor speeches 127.0.0.1 ${master.port} 1`,
      'sentinel down-after-milliseconds speeches 500',
      'sentinel failover-timeout speeches 2000',
    ];
    // Sentinel writes down what it finds out, so it wants a file.
    const file = join(folder, 'sentinel.conf');
    await writeFile(file, settings.join('\n'));
    const sentinel = await startRedis([file, '--sentinel']);
    const [given, seen] = await servedBy({ url: `redis-sentinel://127.0.0.1:${sentinel.port}/speeches`, ca: null, prefix: 'rostra' }, () =>
      master.end(),
    );
    expect(seen).toEqual(given);
    expect(await follower.info('replication')).toContain('role:master');
    follower.disconnect();
    await Promise.all([sentinel.end(), replica.end()]);
    await rm(folder, { recursive: true });
  });
});

describe('a Redis cluster', () => {
  it('keeps one archive’s queues on one node, and serves them', async () => {
    const node = await ownRedis(
      '--cluster-enabled',
      'yes',
      '--cluster-announce-ip',
      '127.0.0.1',
      '--cluster-config-file',
      join(tmpdir(), `nodes-${randomUUID()}.conf`),
    );
    const admin = new Redis(node.url);
    await admin.call('cluster', 'addslotsrange', '0', '16383');
    while (!String(await admin.call('cluster', 'info')).includes('cluster_state:ok')) await sleep(50);
    const target = { url: `redis-cluster://127.0.0.1:${node.port}`, ca: null, prefix: 'rostra' };
    const [given, seen] = await servedBy(target);
    expect(seen).toEqual(given);
    expect((await admin.keys('*')).every((key) => key.startsWith('{rostra}'))).toBe(true);
    admin.disconnect();
    await node.end();
  });
});
