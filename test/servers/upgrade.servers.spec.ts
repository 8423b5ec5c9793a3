import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openS3Blobs, s3PlaceOf } from '#blobs';
import { openStore } from '#store';
import { administer } from '#store/testing';
import { runCommand } from '../support/run-command.js';
import { root } from '../support/running-server.js';
import { upgradeContract } from '../support/upgrade-contract.js';

const {
  TEST_DATABASE_URL: database = '',
  TEST_REDIS_URL: redis = '',
  TEST_ELASTICSEARCH_URL: elasticsearch = '',
  TEST_BLOBS_URL: blobs = '',
} = process.env;
if (!database || !redis || !elasticsearch || !blobs)
  throw new Error('The servers of this suite are not named: start them with scripts/services.sh.');

describe('on servers', () => {
  const databases: string[] = [];
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'rostra-upgrade-'));
  });
  afterAll(async () => {
    for (const name of databases) await administer(database, `drop database ${name} with (force)`);
    await rm(folder, { recursive: true, force: true });
  }, 60_000);

  async function ownDatabase(): Promise<string> {
    const name = `rostra_spec_${randomUUID().replaceAll('-', '')}`;
    await administer(database, `create database ${name}`);
    databases.push(name);
    return Object.assign(new URL(database), { pathname: `/${name}` }).href;
  }

  upgradeContract(async () => {
    const own = await ownDatabase();
    const [prefix, bodies] = [`rostra-spec-${randomUUID()}`, `${blobs}/${randomUUID()}`];
    return {
      database: { kind: 'server', url: own },
      redis: { url: redis, prefix },
      settings: {
        DATABASE_URL: own,
        REDIS_URL: redis,
        REDIS_PREFIX: prefix,
        ELASTICSEARCH_URL: elasticsearch,
        ELASTICSEARCH_PREFIX: prefix,
        BLOBS_URL: bodies,
        DATA_DIR: folder,
      },
      blobs: async () => {
        const place = s3PlaceOf(bodies);
        if (!place) throw new Error(`${bodies} is no place for captures`);
        return openS3Blobs({ place, region: 'us-east-1', ca: null });
      },
    };
  });

  it('says which changes there are, and takes none back while an app works or behind one that it does not know', async () => {
    const url = await ownDatabase();
    const app = await openStore({ kind: 'server', url });
    // idle connections are closed after a while, and apps are never idle for so long
    const working = setInterval(() => void app.ping(), 1_000);
    const backout = (...args: string[]) =>
      runCommand(process.execPath, [join(root, 'bin/rostra.mjs'), 'backout', ...args], { env: { DATABASE_URL: url, DATA_DIR: folder } });
    const { changes } = JSON.parse((await backout('--json')).stdout);
    try {
      expect(changes.at(-1)).toEqual({ name: 'CreateArchive1764000000000', loses: 'the archive' });
      expect(changes.length).toBeGreaterThan(4);
      const used = await backout('--to', changes[1].name);
      expect(used).toMatchObject({
        code: 65,
        stderr: expect.stringMatching(/^rostra: Apps, or commands .+, are at work on this database/),
      });
      const unknown = await backout('--to', 'NoSuchChange1');
      expect(unknown).toMatchObject({ code: 65, stderr: expect.stringContaining(changes[1].name) });
    } finally {
      clearInterval(working);
      await app.close();
    }
    expect(JSON.parse((await backout('--json')).stdout).changes).toEqual(changes);
  }, 120_000);
});
