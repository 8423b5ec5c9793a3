import { createHash } from 'node:crypto';
import { randomFrom } from '../../apps/cli/src/bench/random.js';
import { documentFaults, eventFaults, settled, storeFaults } from './checker.js';
import { Embedded } from './embedded.js';
import type { EmbeddedRow, Row, ServersRow, Tier } from './row.js';
import type { Servers } from './servers.js';
import { Trial, type TrialPlace } from './trial.js';

export interface Result {
  readonly row: Row;
  readonly seed: number;
  readonly trials: number;
  /** From the end of each fault until all that was accepted had arrived, in ms. */
  readonly recoveredInMs: readonly number[];
  readonly violations: readonly string[];
  readonly notes: readonly string[];
}

export interface RunOptions {
  readonly tier: Tier;
  readonly seed: number;
  /** Folder with the dist to run. */
  readonly home: string;
}

export async function runOnServers(row: ServersRow, servers: Servers, { tier, seed }: RunOptions): Promise<Result> {
  return runTrials(
    row,
    { tier, seed },
    servers,
    async (trial) => {
      await row.run(trial, servers, tier);
      return lookedAt(trial, servers, () => storeFaults(servers.store, servers.index));
    },
    () => servers.mend(),
  );
}

export async function runEmbedded(row: EmbeddedRow, { tier, seed, home }: RunOptions): Promise<Result> {
  const results: Result[] = [];
  for (let number = 0; number < Math.max(1, row.trials[tier]); number += 1) {
    const embedded = await Embedded.prepare(home, row.settings);
    try {
      results.push(
        await runTrials(
          row,
          { tier, seed },
          embedded,
          async (trial) => {
            await row.run(trial, embedded, tier);
            return lookedAt(trial, embedded, () => embedded.leftBehind());
          },
          async () => [],
          number,
        ),
      );
    } finally {
      await embedded.close(async () => row.after?.(embedded));
    }
  }
  return {
    row,
    seed,
    trials: results.length,
    recoveredInMs: results.flatMap(({ recoveredInMs }) => recoveredInMs),
    violations: results.flatMap(({ violations }) => violations),
    notes: results.flatMap(({ notes }) => notes),
  };
}

/** Waits until all has arrived, and compares what the driver knows with what the archive says. Answers how long it took to recover, in ms. */
async function lookedAt(trial: Trial, { client, listener }: Servers | Embedded, inside: () => Promise<string[]>): Promise<number> {
  await settled(trial);
  const recoveredInMs = trial.sinceFaultMs;
  const { accepted } = trial;
  for (const fault of [
    ...(await documentFaults(client, accepted)),
    ...(await eventFaults(client, listener, accepted)),
    ...(await inside()),
  ])
    trial.violation(fault);
  return recoveredInMs;
}

/** `only` runs that trial alone. */
async function runTrials(
  row: Row,
  { tier, seed }: Pick<RunOptions, 'tier' | 'seed'>,
  place: TrialPlace,
  work: (trial: Trial) => Promise<number>,
  mend: () => Promise<string[]>,
  only?: number,
): Promise<Result> {
  const numbers = only === undefined ? Array.from({ length: Math.max(1, row.trials[tier]) }, (_, number) => number) : [only];
  const recoveredInMs: number[] = [];
  const violations: string[] = [];
  const notes: string[] = [];
  for (const number of numbers) {
    const own = seedOf(seed, row.name, number);
    const trial = new Trial(place, randomFrom(own), own);
    try {
      const took = await work(trial);
      recoveredInMs.push(took);
      if (took > row.recoversWithinMs)
        trial.violation(`it took ${Math.round(took / 1000)} s to recover, more than ${row.recoversWithinMs / 1000} s`);
    } catch (error) {
      trial.violation(`it could not be carried through: ${error instanceof Error ? error.stack : error}`);
    }
    notes.push(...trial.notes);
    violations.push(...[...trial.violations, ...(await mend())].map((sentence) => `trial ${number + 1}: ${sentence}`));
  }
  return { row, seed, trials: numbers.length, recoveredInMs, violations, notes };
}

/** Each trial draws from numbers of its own, so that a row alone repeats what it did among others. */
const seedOf = (seed: number, row: string, trial: number): number =>
  createHash('sha256').update(`${seed}/${row}/${trial}`).digest().readUInt32LE();
