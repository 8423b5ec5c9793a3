import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { ArchiveClient } from '../../support/archive-client.js';
import { type AppName, appNames } from '../../support/running-apps.js';
import { AFTER_KILL_MS, type EmbeddedRow, type ServersRow } from '../row.js';
import type { Trial } from '../trial.js';

const PUSHED = 6;
const CRAWLED = 4;
const HOUR_MS = 3_600_000;
/** An hour forwards, back to the truth, an hour back, and the truth again. */
const STEPS_MS = [HOUR_MS, 0, -HOUR_MS, 0];
const PAGE = 7;
const MODULE = fileURLToPath(new URL('../stepped-clock.js', import.meta.url));

/** A wall clock that is set while the processes run that were started with its settings. */
class SteppedClock {
  private constructor(private readonly folder: string) {}

  static async open(): Promise<SteppedClock> {
    const clock = new SteppedClock(await mkdtemp(join(tmpdir(), 'rostra-clock-')));
    await clock.set(0);
    return clock;
  }

  get settings(): Readonly<Record<string, string>> {
    return { NODE_OPTIONS: `--import ${MODULE}`, ROSTRA_CLOCK_FILE: this.file };
  }

  /** Off by so many ms. */
  set(ms: number): Promise<void> {
    return writeFile(this.file, String(ms));
  }

  close(): Promise<void> {
    return rm(this.folder, { recursive: true, force: true });
  }

  private get file(): string {
    return join(this.folder, 'ms');
  }
}

/** Work comes in all the time; some of it has to wait for its next time while the clock is set. */
async function steps(trial: Trial, clock: SteppedClock): Promise<void> {
  for (const ms of STEPS_MS) {
    const loading = Promise.all([trial.push(PUSHED), trial.crawl(CRAWLED, 1)]);
    await sleep(trial.random.whole(1_500));
    await clock.set(ms);
    await sleep(1_000 + trial.random.whole(1_500));
    await loading;
  }
}

/** Page by page, the list of documents holds each accepted one once, whatever the clock said when it came. */
async function pagesHold(trial: Trial, client: ArchiveClient): Promise<void> {
  const listed: string[] = [];
  for (let cursor: string | null = ''; cursor !== null; ) {
    const page: { documents: { id: string }[]; nextCursor: string | null } = await client.get(
      `/documents?limit=${PAGE}${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ''}`,
    );
    listed.push(...page.documents.map(({ id }) => id));
    cursor = page.nextCursor;
  }
  const times = (id: string) => listed.filter((each) => each === id).length;
  for (const { id } of trial.accepted) if (times(id) !== 1) trial.violation(`${id} is on the pages of the list ${times(id)} times`);
}

const stepped = (name: string, what: string, quick: number, which: (trial: Trial) => readonly AppName[]): ServersRow => ({
  name,
  on: 'servers',
  what: `the wall clock of ${what} is set an hour forwards, back, an hour back, and right again, under load`,
  trials: { quick, full: 3 },
  recoversWithinMs: AFTER_KILL_MS,
  async run(trial, servers) {
    const clock = await SteppedClock.open();
    const names = which(trial);
    await Promise.all(names.map((app) => servers.again(app, clock.settings)));
    await steps(trial, clock);
    trial.faultOver();
    await pagesHold(trial, trial.client);
    await clock.close();
  },
});

export const clockRows: readonly (ServersRow | EmbeddedRow)[] = [
  stepped('clock-steps-one', 'one process of the five', 0, (trial) => [appNames[trial.random.whole(appNames.length)] ?? 'crawler']),
  stepped('clock-steps-all', 'all five processes', 0, () => appNames),
  {
    name: 'embedded-clock-steps',
    on: 'embedded',
    what: 'the wall clock of the one process, and so of its database, is set an hour forwards, back, an hour back, and right again, under load',
    trials: { quick: 1, full: 3 },
    recoversWithinMs: AFTER_KILL_MS,
    async run(trial, { app }) {
      const clock = await SteppedClock.open();
      await app.start(clock.settings);
      await steps(trial, clock);
      trial.faultOver();
      await pagesHold(trial, trial.client);
    },
  },
  {
    name: 'embedded-clock-back-after-kill',
    on: 'embedded',
    what: 'kill -9 of the one process while its clock is an hour ahead, and a new start with the right time',
    trials: { quick: 0, full: 3 },
    recoversWithinMs: AFTER_KILL_MS,
    async run(trial, { app }) {
      const clock = await SteppedClock.open();
      await clock.set(HOUR_MS);
      await app.start(clock.settings);
      const loading = Promise.all([trial.push(PUSHED), trial.crawl(CRAWLED, 1)]);
      await sleep(500 + trial.random.whole(1_500));
      await app.end('SIGKILL');
      await clock.set(0);
      trial.faultOver();
      await app.start(clock.settings);
      await loading;
      await pagesHold(trial, trial.client);
    },
  },
];
