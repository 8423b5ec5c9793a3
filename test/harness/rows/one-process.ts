import { execFile } from 'node:child_process';
import { chmod, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { AFTER_KILL_MS, type EmbeddedRow } from '../row.js';
import { comesTrue } from '../trial.js';

const run = promisify(execFile);
/** The tries of a page that crashes are put off, and those that come before count too. */
const THREE_CRASHES_MS = 90_000;
const PUSHED = 6;
const CRAWLED = 3;

/** A text whose reading needs more memory than the parser of its row may have. */
export const poisonText =
  '同志们，栽下一棵树，就是给明天留一片荫凉，守住一条河，就是给子孙留一份家业，这两件事要年年做、月月做、天天做。\n'.repeat(200_000);

const killedAt = (point: string, state: string, quick: number): EmbeddedRow => ({
  name: `embedded-kill-${point.replace('.', '-')}`,
  on: 'embedded',
  what: `kill -9 of the one process: ${state}`,
  trials: { quick, full: 2 },
  recoversWithinMs: AFTER_KILL_MS,
  async run(trial, { app }) {
    await app.start({ ROSTRA_FAILPOINTS: `${point}=kill@${1 + trial.random.whole(3)}`, NODE_ENV: 'test' });
    let isOver = false;
    const loading = trial.loadUntil(PUSHED, CRAWLED, () => isOver);
    if (!(await comesTrue(() => !app.lives, 60_000))) trial.violation(`The process did not come to ${point}`);
    isOver = true;
    trial.faultOver();
    await app.start();
    await loading;
  },
});

export const oneProcessRows: readonly EmbeddedRow[] = [
  {
    name: 'embedded-kill',
    on: 'embedded',
    what: 'kill -9 of the one process at random moments, two (quick) or six (full) times',
    trials: { quick: 0, full: 3 },
    recoversWithinMs: AFTER_KILL_MS,
    async run(trial, { app }, tier) {
      await app.start();
      for (let kills = tier === 'quick' ? 2 : 6; kills > 0; kills -= 1) {
        const loading = trial.load(PUSHED, CRAWLED);
        await sleep(trial.random.whole(1_500));
        await app.end('SIGKILL');
        trial.faultOver();
        await app.start();
        await loading;
      }
    },
  },
  killedAt('api.before-commit', 'the bytes are kept, the rows are not', 0),
  killedAt('parser.before-commit', 'a page is parsed, the rows are not kept', 0),
  killedAt('indexer.after-engine-ack', 'the index has the speeches, the rows are not kept', 1),
  killedAt('announcer.before-commit', 'a search finds the speeches, the events are not kept', 0),
  {
    name: 'embedded-kill-first-start',
    on: 'embedded',
    what: 'kill -9 of the one process twice while it starts for the first time',
    trials: { quick: 0, full: 5 },
    recoversWithinMs: AFTER_KILL_MS,
    async run(trial, { app }) {
      for (let kills = 0; kills < 2; kills += 1) {
        const starting = app.start().catch(() => undefined);
        await sleep(200 + trial.random.whole(3_000));
        await app.end('SIGKILL');
        await starting;
      }
      trial.faultOver();
      await app.start();
      await trial.load(PUSHED, CRAWLED);
    },
  },
  {
    name: 'embedded-second-process',
    on: 'embedded',
    what: 'a second process on the folder: it ends with a sentence, the first goes on',
    trials: { quick: 0, full: 1 },
    recoversWithinMs: AFTER_KILL_MS,
    async run(trial, embedded) {
      await embedded.app.start();
      const loading = trial.load(PUSHED, CRAWLED);
      const second = embedded.another();
      const said = await second.start().then(
        () => 'nothing: it runs',
        (error: unknown) => String(error),
      );
      if (!/in use|already|another/i.test(said)) trial.violation(`The second process says ${said.slice(0, 300)}`);
      await second.end('SIGKILL');
      trial.faultOver();
      await loading;
    },
  },
  {
    name: 'embedded-poison',
    on: 'embedded',
    what: 'a page that kills its parser each time: a dead letter after three crashes, its neighbours arrive',
    trials: { quick: 1, full: 2 },
    settings: { PARSER_HEAP_MB: '24', PARSER_THREADS: '2', MAX_BODY_BYTES: String(100 * 1024 * 1024) },
    recoversWithinMs: THREE_CRASHES_MS,
    async run(trial, { app }) {
      await app.start();
      const loading = trial.load(PUSHED * 2, CRAWLED);
      const body = `${trial.random.whole(1_000_000)}\n${poisonText}`;
      const id = await trial.client.push('poison.txt', body);
      trial.accepted.push({ id, phrase: `无此页${id.slice(0, 8)}`, title: '', page: body, fate: 'dead' });
      trial.faultOver();
      await loading;
    },
  },
  {
    name: 'embedded-disk-full',
    on: 'embedded',
    what: 'the disk under the captures is full: pushes are refused, nothing accepted is lost; room is made and it goes on',
    trials: { quick: 0, full: 2 },
    recoversWithinMs: AFTER_KILL_MS,
    async run(trial, { app, dataDir }) {
      const folder = join(dataDir, 'blobs');
      await mkdir(folder, { mode: 0o700 });
      await run('mount', ['-t', 'tmpfs', '-o', 'size=256k', 'tmpfs', folder]);
      await chmod(folder, 0o700);
      await app.start();
      let refused = 0;
      for (let pushed = 0; pushed < 200 && refused < 5; pushed += 1) {
        const { fileName, phrase, title, page } = trial.page();
        try {
          trial.accepted.push({ id: await trial.client.push(fileName, page), phrase, title, page, fate: 'found' });
        } catch {
          refused += 1;
        }
      }
      if (refused === 0) trial.violation('The disk was never full: the row does not do what it says');
      await run('mount', ['-o', 'remount,size=64m', folder]);
      trial.faultOver();
      await trial.load(PUSHED, CRAWLED);
    },
    after: async ({ dataDir }) => void (await run('umount', ['-l', join(dataDir, 'blobs')])),
  },
];
