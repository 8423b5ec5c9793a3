import { setTimeout as sleep } from 'node:timers/promises';
import { mkdir, rename, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import type { ServiceName } from '../../support/own-services.js';
import type { Embedded } from '../embedded.js';
import { AFTER_FLUSH_MS, AFTER_KILL_MS, type EmbeddedRow, type ServersRow } from '../row.js';
import type { Servers } from '../servers.js';
import type { SmallDisk } from '../small-disk.js';
import { comesTrue, type Trial } from '../trial.js';
import { nothingPretended, tell } from './search-engine.js';

const MB = 1024 * 1024;
const PUSHED = 6;
const CRAWLED = 3;
const FULL_FOR_MS = 20_000;
const SHOWS_WITHIN_MS = 10_000;

/** What a refusal of a push has to look like: come again, and a sentence that names the disk. */
const CLEAR = /answered with 503: .*(disk|room|space)/is;
/** A server that ended over its full disk is away. */
const AWAY = /answered with 503: .*cannot be reached/is;

/**
 * Pushes one after the other until the time is up, none of them again. Answers what was said to those that were refused. Does something
 * `inTheMiddle`. Health has to show it in time from the first refusal on: what is left in half-filled files is used up before.
 */
async function pushMeanwhile(
  trial: Trial,
  isShown: () => Promise<boolean>,
  inTheMiddle = async (): Promise<void> => undefined,
): Promise<string[]> {
  const refusals: string[] = [];
  let shownInTime: Promise<boolean> | null = null;
  let middle: Promise<void> | null = null;
  const startedAt = performance.now();
  for (; performance.now() < startedAt + FULL_FOR_MS; await sleep(300)) {
    if (performance.now() > startedAt + FULL_FOR_MS / 2) middle ??= inTheMiddle();
    const page = trial.page();
    try {
      const id = await trial.client.push(page.fileName, page.page);
      trial.accepted.push({ ...page, id, fate: 'found' });
    } catch (error) {
      refusals.push(error instanceof Error ? `${error.message} ${error.cause ?? ''}` : String(error));
      shownInTime ??= comesTrue(isShown, SHOWS_WITHIN_MS);
    }
  }
  await middle;
  if (!(await (shownInTime ?? comesTrue(isShown, 5_000)))) trial.violation('/health/ready does not show it within 10 s');
  return refusals;
}

const shown = (sentences: readonly string[]): string => [...new Set(sentences)].map((sentence) => sentence.slice(0, 300)).join(' | ');

/** Whatever was refused was refused with a word of the disk. */
function refusedClearly(trial: Trial, refusals: readonly string[]): void {
  if (refusals.length === 0) trial.violation('No push was refused: the row does not do what it says');
  const unclear = refusals.filter((sentence) => !CLEAR.test(sentence) && !AWAY.test(sentence));
  if (unclear.length > 0) trial.violation(`Pushes were refused without a word of the disk: ${shown(unclear)}`);
}

/** The disk under a server fills up while it works, and room is made. Pushes are either accepted for good or refused with a sentence. */
async function fullUnder(
  service: ServiceName,
  trial: Trial,
  servers: Servers,
  disk: SmallDisk,
  inTheMiddle?: () => Promise<void>,
): Promise<void> {
  await servers.clears(trial);
  await trial.push(2);
  await disk.fill();
  refusedClearly(trial, await pushMeanwhile(trial, () => servers.isMissed(service), inTheMiddle));
  await disk.makeRoom();
}

/** PostgreSQL refuses single writes until the file of its log is used up; then, or when it is told to begin another, it ends. */
async function newLogFile(servers: Servers): Promise<void> {
  const client = new pg.Client({ connectionString: servers.url('postgres'), connectionTimeoutMillis: 5_000 });
  client.on('error', () => undefined);
  await client
    .connect()
    .then(() => client.query('select pg_switch_wal()'))
    .catch(() => undefined);
  await client.end().catch(() => undefined);
}

/** What Elasticsearch does about disks, which the servers of the harness leave out, so that other rows do not hang on the disk of the machine. */
const watched = (on: boolean) => ({
  persistent: {
    'cluster.routing.allocation.disk.threshold_enabled': on,
    'cluster.routing.allocation.disk.watermark.low': on ? '18mb' : null,
    'cluster.routing.allocation.disk.watermark.high': on ? '16mb' : null,
    'cluster.routing.allocation.disk.watermark.flood_stage': on ? '14mb' : null,
    'cluster.info.update.interval': on ? '10s' : null,
  },
});

/** The one process, with an engine that has been made and a disk that is full under it. */
async function fullInside(trial: Trial, { app, waitingFor }: Embedded, disk: SmallDisk, check: string): Promise<string[]> {
  await app.start();
  await trial.push(2);
  await disk.fill();
  const refusals = await pushMeanwhile(trial, async () => (await waitingFor()).includes(check));
  await disk.makeRoom();
  return refusals;
}

export const fullDiskRows: readonly (ServersRow | EmbeddedRow)[] = [
  {
    name: 'postgres-disk-full',
    on: 'servers',
    what: 'PostgreSQL: its disk is full for 20 s: pushes are refused with a sentence; room is made and it goes on; health shows it',
    trials: { quick: 0, full: 3 },
    recoversWithinMs: AFTER_FLUSH_MS,
    async run(trial, servers) {
      const disk = await servers.smallDisk('postgres', 24 * MB);
      await fullUnder('postgres', trial, servers, disk, () => newLogFile(servers));
      // Without room for its log it ends; somebody starts it again.
      await servers.services.startAgain('postgres').catch(() => undefined);
      trial.faultOver();
      await Promise.all([trial.load(PUSHED, CRAWLED), servers.clears(trial)]);
    },
  },
  {
    name: 'elasticsearch-disk-full',
    on: 'servers',
    what: 'Elasticsearch: its disk fills up and it takes no writes (flood stage) until room is made; nothing says meanwhile that it is indexed; health shows it',
    trials: { quick: 0, full: 3 },
    recoversWithinMs: AFTER_FLUSH_MS,
    async run(trial, servers) {
      const disk = await servers.smallDisk('elasticsearch', 64 * MB);
      await servers.clears(trial);
      await tell(servers, 'PUT', '_cluster/settings', watched(true));
      try {
        await disk.fill(6 * MB);
        if (!(await comesTrue(() => servers.isMissed('elasticsearch'), 30_000)))
          trial.violation(
            '/health/ready does not show within 30 s, of which the engine takes 10 to notice, that the index takes no writes',
          );
        await trial.load(PUSHED, CRAWLED);
        await nothingPretended(trial, servers, 10_000);
        await disk.makeRoom();
        trial.faultOver();
        await servers.clears(trial);
      } finally {
        await tell(servers, 'PUT', '_cluster/settings', watched(false));
      }
    },
  },
  {
    name: 's3-disk-full',
    on: 'servers',
    what: 'the store of captures: its disk is full for 20 s: pushes are refused with a sentence; room is made and it goes on; health shows it',
    trials: { quick: 0, full: 3 },
    recoversWithinMs: AFTER_FLUSH_MS,
    async run(trial, servers) {
      const disk = await servers.smallDisk('s3', 8 * MB);
      await fullUnder('s3', trial, servers, disk);
      trial.faultOver();
      await Promise.all([trial.load(PUSHED, CRAWLED), servers.clears(trial)]);
    },
  },
  {
    name: 'embedded-database-disk-full',
    on: 'embedded',
    what: 'the disk under the embedded database is full for 20 s: pushes are refused with a sentence; room is made and it goes on; health shows it',
    trials: { quick: 0, full: 3 },
    recoversWithinMs: AFTER_KILL_MS,
    async run(trial, embedded) {
      await embedded.app.start();
      await embedded.app.end('SIGTERM');
      const disk = await embedded.smallDisk('db', 64 * MB);
      refusedClearly(trial, await fullInside(trial, embedded, disk, 'database'));
      trial.faultOver();
      await trial.load(PUSHED, CRAWLED);
    },
  },
  {
    name: 'embedded-index-disk-full',
    on: 'embedded',
    what: 'the disk under the embedded index is full for 20 s: what was pushed waits for the indexer; room is made and it goes on; health shows it',
    trials: { quick: 0, full: 3 },
    recoversWithinMs: AFTER_KILL_MS,
    async run(trial, embedded) {
      const { app, dataDir } = embedded;
      await app.start();
      await app.end('SIGTERM');
      await mkdir(join(dataDir, 'disk'));
      await rename(join(dataDir, 'search.db'), join(dataDir, 'disk', 'search.db'));
      await symlink(join('disk', 'search.db'), join(dataDir, 'search.db'));
      const disk = await embedded.smallDisk('disk', 32 * MB);
      const refusals = await fullInside(trial, embedded, disk, 'search');
      if (refusals.length > 0) trial.violation(`Pushes were refused though the index alone has no room: ${shown(refusals)}`);
      trial.faultOver();
      await trial.load(PUSHED, CRAWLED);
    },
  },
];
