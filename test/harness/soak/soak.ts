import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { randomFrom } from '../../../apps/cli/src/bench/random.js';
import { documentFaults, eventFaults, settled, storeFaults } from '../checker.js';
import type { Servers } from '../servers.js';
import { Trial } from '../trial.js';
import { drawThree, strikeAll } from './faults.js';
import { loadEvenly } from './load.js';
import { type Growth, MemoryWatch } from './memory.js';

export interface SoakOptions {
  readonly minutes: number;
  readonly documents: number;
  readonly seed: number;
}

export interface SoakResult extends SoakOptions {
  readonly rounds: number;
  /** From the end of the three faults of each round until all that was accepted by then had arrived, in ms. */
  readonly recoveredInMs: readonly number[];
  readonly growth: readonly Growth[];
  readonly violations: readonly string[];
}

const MINUTE_MS = 60_000;
/** Three faults at once may be a kill, a flush and an engine that starts anew, on a machine that does other things besides. */
const RECOVERS_WITHIN_MS = 90_000;
const QUIET_MS = 15_000;
/** A process counts as warm by then; of a short run, after a quarter of it. */
const WARM_UP_MS = 15 * MINUTE_MS;

/** Two hours by default: documents come evenly, three faults at a time, and quiet moments in which everything has to have arrived. */
export async function soak(servers: Servers, { minutes, documents, seed }: SoakOptions): Promise<SoakResult> {
  const forMs = minutes * MINUTE_MS;
  const folder = await mkdtemp(join(tmpdir(), 'rostra-soak-'));
  console.log(`Soak of ${minutes} min with ${documents} documents, seed ${seed}; samples of memory and logs in ${folder}`);
  const startedAt = performance.now();
  const trial = new Trial(servers, randomFrom(seed), seed);
  const draws = randomFrom(seed + 1);
  const memory = new MemoryWatch(Object.values(servers.running.apps), servers.running.base, join(folder, 'memory.tsv'));
  const loading = loadEvenly(trial, servers, { documents, forMs });
  const recoveredInMs: number[] = [];
  let looked = 0;
  while (performance.now() - startedAt < forMs - MINUTE_MS) {
    const elapsedMs = performance.now() - startedAt;
    // Watched processes are killed in the first quarter alone: memory that grows takes long to show.
    const drawn = drawThree(draws, elapsedMs > forMs / 4);
    await strikeAll(drawn, servers, trial);
    for (const sentence of await servers.mend()) trial.violation(sentence);
    trial.faultOver();
    const fresh = trial.accepted.slice(looked);
    looked += fresh.length;
    const before = trial.violations.length;
    await Promise.all([settled(trial, fresh), servers.clears(trial)]);
    const tookMs = trial.sinceFaultMs;
    recoveredInMs.push(tookMs);
    if (tookMs > RECOVERS_WITHIN_MS) trial.violation(`it took ${Math.round(tookMs / 1000)} s to recover`);
    for (const fault of await documentFaults(servers.client, fresh)) trial.violation(fault);
    const at = `${(elapsedMs / MINUTE_MS).toFixed(1)} min`;
    console.log(
      `${at}  ${drawn.map(({ what }) => what).join(' + ')}: back after ${(tookMs / 1000).toFixed(1)} s; ${looked} accepted, ${trial.violations.length} violations; MB: ${memory.now()}`,
    );
    for (const sentence of trial.violations.slice(before)) console.log(`    ${sentence}`);
    await sleep(QUIET_MS);
  }
  await loading;
  trial.faultOver();
  await settled(trial);
  memory.stop();
  for (const fault of [
    ...(await documentFaults(servers.client, trial.accepted)),
    ...(await eventFaults(servers.client, servers.listener, trial.accepted)),
    ...(await storeFaults(servers.store, servers.index)),
  ])
    trial.violation(fault);
  for (const app of Object.values(servers.running.apps)) await writeFile(join(folder, `${app.name}.log`), app.said());
  return {
    minutes,
    documents,
    seed,
    rounds: recoveredInMs.length,
    recoveredInMs,
    growth: memory.growth(Math.min(WARM_UP_MS, forMs / 4)),
    violations: [...new Set(trial.violations)],
  };
}
