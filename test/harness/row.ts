import type { Embedded } from './embedded.js';
import type { Servers } from './servers.js';
import type { Trial } from './trial.js';

interface RowBase {
  /** As `--row` takes it. */
  readonly name: string;
  /** What happens, for the table. */
  readonly what: string;
  /** Trials of each tier; 0 leaves the row out. */
  readonly trials: Readonly<Record<Tier, number>>;
  /** Longest time until everything accepted has arrived once the fault is over, in ms. */
  readonly recoversWithinMs: number;
}

/** On five apps and real servers, which all such rows of a run share. */
export interface ServersRow extends RowBase {
  readonly on: 'servers';
  run(trial: Trial, servers: Servers, tier: Tier): Promise<void>;
}

/** On one process with embedded engines, which each trial has for itself. */
export interface EmbeddedRow extends RowBase {
  readonly on: 'embedded';
  readonly settings?: Readonly<Record<string, string>>;
  /** The process is not started yet; it has to live at the end. */
  run(trial: Trial, embedded: Embedded, tier: Tier): Promise<void>;
  /** Takes back what `run` did outside of the folder, once the process has ended. */
  after?(embedded: Embedded): Promise<void>;
}

export type Tier = 'quick' | 'full';
export type Row = ServersRow | EmbeddedRow;

/** A kill is made good within this, a flush of the queues within that. */
export const AFTER_KILL_MS = 45_000;
export const AFTER_FLUSH_MS = 60_000;
