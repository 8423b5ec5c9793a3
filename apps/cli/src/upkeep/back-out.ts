import type { AppliedChange } from '#store';
import { EXIT, type ExitCode } from '../exit.js';
import type { Output } from '../terminal/output.js';
import { configOf, withDatabase } from './opened.js';

export interface BackOutOptions {
  /** Name of the newest change that stays; null only lists them. */
  readonly to: string | null;
  readonly json: boolean;
  readonly output: Output;
}

/** Takes the tables back for an earlier Rostra, or says which changes they have. */
export async function backOutTables({ to, json, output }: BackOutOptions): Promise<ExitCode> {
  const { appliedChanges, backOut } = await import('#store');
  const changes = await withDatabase(await configOf(), (database) => (to === null ? appliedChanges(database) : backOut(database, to)));
  if (json) await output.line(JSON.stringify(to === null ? { changes } : { to, takenBack: changes }));
  else for (const line of reportLines(changes, to)) await output.line(line);
  return EXIT.done;
}

export function reportLines(changes: readonly AppliedChange[], to: string | null): string[] {
  const lines = changes.map(({ name, loses }) => `${name}  ${loses === null ? 'nothing is lost' : `lost: ${loses}`}`);
  if (to === null) return ['Changes of the tables, the newest first, with what taking each back loses:', ...lines];
  if (lines.length === 0) return [`Nothing to take back: ${to} is the newest change of these tables.`];
  return [
    'Taken back, the newest first:',
    ...lines,
    `Start the Rostra whose newest change is ${to}; this one would bring the tables up to date again.`,
  ];
}
