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
 * was violated.
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

const { values } = parseArgs({
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
  },
});

function tierOf(name: string): Tier {
  if (name === 'quick' || name === 'full') return name;
  throw new Error(`--tier ${name}: write quick or full`);
}

function rowsOf(names: readonly string[] | undefined, tier: Tier): Row[] {
  const unknown = names?.find((name) => !rows.some((row) => row.name === name));
  if (unknown) throw new Error(`--row ${unknown}: there is no such row; --list names them all`);
  return rows.filter((row) => (names ? names.includes(row.name) : row.trials[tier] > 0));
}

function wholeOf(option: 'seed' | 'minutes' | 'documents'): number {
  const text = values[option];
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw new Error(`--${option} ${text}: write a whole number below a milliard`);
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

/** Runs the rows; the servers start while the embedded ones run. */
async function run(chosen: readonly Row[], home: string): Promise<Result[]> {
  const results: Result[] = [];
  const done = async (result: Result) => {
    results.push(result);
    console.log(linesOf(result));
    if (values.write) await writeTable([result], rows);
  };
  const onServers = chosen.filter((row): row is ServersRow => row.on === 'servers');
  serversOfRun = onServers.length > 0 ? OwnServices.start() : null;
  serversOfRun?.catch(() => undefined);
  for (const row of chosen.filter((row): row is EmbeddedRow => row.on === 'embedded'))
    await done(await runEmbedded(row, { tier, seed, home }));
  const services = await serversOfRun;
  if (!services) return results;
  try {
    const servers = await Servers.start(services, home);
    try {
      for (const row of onServers) await done(await runOnServers(row, servers, { tier, seed, home }));
    } finally {
      await servers.close();
    }
  } finally {
    await services.stop();
  }
  return results;
}

/** As the image runs the apps: their memory is what is looked at. */
async function runSoak(): Promise<SoakResult> {
  serversOfRun = OwnServices.start();
  const services = await serversOfRun;
  try {
    const servers = await Servers.start(services, root, IMAGE_ENV);
    try {
      return await soak(servers, { seed, minutes: wholeOf('minutes'), documents: wholeOf('documents') });
    } finally {
      await servers.close();
    }
  } finally {
    await services.stop();
  }
}

/** Each broken build has to be found out by its row. Answers how many were not. */
async function prove(): Promise<number> {
  let missed = 0;
  for (const each of breaks) {
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
  console.log(`${results.length} rows, ${violated} with violations, seed ${seed}, in ${Math.round(performance.now() / 1000)} s`);
  process.exitCode = violated === 0 ? 0 : 1;
}
