import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { IMAGE_ENV } from '../../apps/cli/src/bench/servers/image-env.js';
import { OwnServices } from '../support/own-services.js';
import { root } from '../support/running-server.js';
import { breakBuild, breaks } from './broken-builds.js';
import { linesOf, soakLines, writeSoak, writeTable } from './report.js';
import type { EmbeddedRow, Row, ServersRow, Tier } from './row.js';
import { clockRows } from './rows/clock.js';
import { databaseRows } from './rows/database.js';
import { fullDiskRows } from './rows/full-disks.js';
import { hostileRows } from './rows/hostile.js';
import { interruptionRows } from './rows/interruptions.js';
import { jobRows } from './rows/jobs.js';
import { lockRows } from './rows/locks.js';
import { oneProcessRows } from './rows/one-process.js';
import { processRows } from './rows/processes.js';
import { rebuildRows } from './rows/rebuilds.js';
import { redisMemoryRows } from './rows/redis-memory.js';
import { redisRows } from './rows/redis.js';
import { searchEngineRows } from './rows/search-engine.js';
import { type Result, runEmbedded, runOnServers } from './run-rows.js';
import { Servers } from './servers.js';
import { type SoakResult, soak } from './soak/soak.js';

/**
 * The fault harness: `npm run faults` runs the quick tier, `-- --tier full` every row, `-- --row NAME --seed N` repeats one row, `-- --prove` runs builds
 * that are broken on purpose and expects to find it, `-- --soak` two hours of three faults at a time. Prints one line per row; ends with 1 when anything
 * was violated. `--counts FILE` writes how many rows passed and failed.
 */
const rows: readonly Row[] = [
  ...processRows,
  ...interruptionRows,
  ...redisRows,
  ...redisMemoryRows,
  ...databaseRows,
  ...lockRows,
  ...searchEngineRows,
  ...fullDiskRows,
  ...rebuildRows,
  ...jobRows,
  ...clockRows,
  ...hostileRows,
  ...oneProcessRows,
];

/** Says what is wrong with the command line, and ends. */
function refuse(sentence: string): never {
  console.error(`faults: ${sentence}`);
  process.exit(64);
}

function optionsOf() {
  try {
    return parseArgs({
      options: {
        tier: { type: 'string', default: 'quick' },
        row: { type: 'string', multiple: true },
        seed: { type: 'string', default: String(Date.now() % 1_000_000) },
        list: { type: 'boolean', default: false },
        prove: { type: 'boolean', default: false },
        soak: { type: 'boolean', default: false },
        minutes: { type: 'string', default: '120' },
        documents: { type: 'string', default: '2000' },
        write: { type: 'boolean', default: false },
        counts: { type: 'string' },
      },
    }).values;
  } catch (error) {
    return refuse(`${error instanceof Error ? error.message : error} (docs/reliability.md names all options)`);
  }
}

const values = optionsOf();

function tierOf(name: string): Tier {
  if (name === 'quick' || name === 'full') return name;
  return refuse(`--tier ${name}: write quick or full`);
}

function rowsOf(names: readonly string[] | undefined, tier: Tier): Row[] {
  const unknown = names?.find((name) => !rows.some((row) => row.name === name));
  if (unknown) refuse(`--row ${unknown}: there is no such row; --list names them all`);
  return rows.filter((row) => (names ? names.includes(row.name) : row.trials[tier] > 0));
}

function wholeOf(option: 'seed' | 'minutes' | 'documents'): number {
  const text = values[option];
  if (/^\d{1,9}$/.test(text)) return Number(text);
  return refuse(`--${option} ${text}: write a whole number below a milliard`);
}

const tier = tierOf(values.tier);
const seed = wholeOf('seed');

/** The servers of this run. They outlive the process that starts them, so they are stopped when it is told to end. */
let serversOfRun: Promise<OwnServices> | null = null;
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, async () => {
    await (await serversOfRun?.catch(() => null))?.stop();
    process.exit(1);
  });
}

/**
 * Runs the rows, one after the other. In the quick tier those on embedded engines run beside those on servers, whose start takes as long; in the full
 * one nothing is to disturb what rows measure.
 */
async function run(chosen: readonly Row[], home: string): Promise<Result[]> {
  const results: Result[] = [];
  let written = Promise.resolve();
  const done = (result: Result) => {
    results.push(result);
    console.log(linesOf(result));
    if (values.write) written = written.then(() => writeTable([result], rows));
    return written;
  };
  const embedded = async () => {
    for (const row of chosen.filter((row): row is EmbeddedRow => row.on === 'embedded'))
      await done(await runEmbedded(row, { tier, seed, home }));
  };
  const onServers = async () => {
    const their = chosen.filter((row): row is ServersRow => row.on === 'servers');
    if (their.length === 0) return;
    await withServers({ home }, async (servers) => {
      for (const row of their) await done(await runOnServers(row, servers, { tier, seed, home }));
    });
  };
  if (tier === 'full') await embedded();
  const lanes = await Promise.allSettled(tier === 'full' ? [onServers()] : [embedded(), onServers()]);
  for (const lane of lanes) if (lane.status === 'rejected') throw lane.reason;
  return results;
}

/** Servers and apps on them for this work alone. */
async function withServers<Done>(
  { home, settings = {} }: { readonly home: string; readonly settings?: Readonly<Record<string, string>> },
  work: (servers: Servers) => Promise<Done>,
): Promise<Done> {
  serversOfRun = OwnServices.start();
  const services = await serversOfRun;
  try {
    const servers = await Servers.start(services, home, settings);
    try {
      return await work(servers);
    } finally {
      await servers.close();
    }
  } finally {
    await services.stop();
  }
}

/** As the image runs the apps: their memory is what is looked at. */
const runSoak = (): Promise<SoakResult> =>
  withServers({ home: root, settings: IMAGE_ENV }, (servers) =>
    soak(servers, { seed, minutes: wholeOf('minutes'), documents: wholeOf('documents') }),
  );

/** Each broken build has to be found out by its row. Answers how many were not. */
async function prove(): Promise<number> {
  let missed = 0;
  for (const each of breaks.filter(({ row }) => !values.row || values.row.includes(row))) {
    console.log(`A build in which ${each.what}: ${each.row} has to find it`);
    const { home, remove } = await breakBuild(each);
    try {
      const found = (await run(rowsOf([each.row], tier), home)).some(({ violations }) => violations.length > 0);
      console.log(found ? '  found' : '  NOT FOUND: the row does not bite');
      if (!found) missed += 1;
    } finally {
      await remove();
    }
  }
  return missed;
}

if (values.list) {
  for (const { name, on, trials, what } of rows)
    console.log(`${name.padEnd(36)} ${on.padEnd(9)} quick ${trials.quick} full ${trials.full}  ${what}`);
} else if (values.soak) {
  const result = await runSoak();
  console.log(soakLines(result));
  if (values.write) await writeSoak(result);
  process.exitCode = result.violations.length === 0 ? 0 : 1;
} else if (values.prove) {
  process.exitCode = (await prove()) === 0 ? 0 : 1;
} else {
  const results = await run(rowsOf(values.row, tier), root);
  const violated = results.filter(({ violations }) => violations.length > 0).length;
  // only at the end: whoever counts finds no file when the harness has crashed
  if (values.counts) await writeFile(values.counts, JSON.stringify({ passed: results.length - violated, failed: violated }));
  console.log(`${results.length} rows, ${violated} with violations, seed ${seed}, in ${Math.round(performance.now() / 1000)} s`);
  process.exitCode = violated === 0 ? 0 : 1;
}
