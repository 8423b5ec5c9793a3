import { InvalidArgumentError } from 'commander';
import type { ExitCode } from './exit.js';
import type { Settings } from './settings.js';
import type { Output } from './terminal/output.js';

interface Terminal {
  readonly output: Output;
  readonly notes: Output;
}

/** What a command is run with; the action of each loads its own code only. */
export interface Running extends Terminal {
  readonly settings: Settings;
  readonly version: string;
  /** Takes the exit code of the action. */
  readonly end: (code: ExitCode) => void;
}

export const JSON_FLAG = ['--json', 'machine-readable output'] as const;

/** Reads the value of an option. */
export const wholeNumber =
  (least: number, most = Number.MAX_SAFE_INTEGER) =>
  (given: string): number => {
    const number = Number(given);
    if (/^\d+$/.test(given) && number >= least && number <= most) return number;
    throw new InvalidArgumentError(`Give a whole number from ${least}${most < Number.MAX_SAFE_INTEGER ? ` to ${most}` : ''}.`);
  };
