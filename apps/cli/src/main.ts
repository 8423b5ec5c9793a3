import { readFileSync } from 'node:fs';
import { CommanderError } from 'commander';
import { EXIT, Failure, messageOf } from './exit.js';
import { buildProgram } from './program.js';
import { readSettings } from './settings.js';
import { outputTo } from './terminal/output.js';

/** The `rostra` command: reads the command line, runs one command, ends with its exit code. */
const output = outputTo(process.stdout);
const notes = outputTo(process.stderr);

process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  // the reader has enough, as in `rostra parse pages | head`
  if (error.code === 'EPIPE') process.exit(EXIT.done);
  process.stderr.write(`rostra: The output cannot be written: ${error.message}\n`);
  process.exit(EXIT.unwritten);
});
process.stderr.on('error', () => undefined);

function exitCodeOf(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.done : EXIT.usage;
  process.stderr.write(`rostra: ${error instanceof Failure ? error.message : faultText(error)}\n`);
  return error instanceof Failure ? error.exitCode : EXIT.incomplete;
}

/** Not foreseen, so the place in the code helps whoever mends it. */
const faultText = (error: unknown): string => (error instanceof Error ? (error.stack ?? error.message) : messageOf(error));

// from dist, as everything runs
const { version } = JSON.parse(readFileSync(new URL('../../../../package.json', import.meta.url), 'utf8'));
const program = buildProgram({ output, notes, version, settings: readSettings(), end: (code) => (process.exitCode = code) });
try {
  await program.parseAsync();
} catch (error) {
  process.exit(exitCodeOf(error));
}
