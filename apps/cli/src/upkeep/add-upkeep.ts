import type { Command } from 'commander';
import { JSON_FLAG, type Running } from '../running.js';

/** The commands that look after an archive without a server. */
export function addUpkeep(program: Command, running: Running): void {
  addReindex(program, running);
  addFsck(program, running);
  addMove(program, running);
  addBackOut(program, running);
}

function addReindex(program: Command, running: Running): void {
  program
    .command('reindex')
    .description('build the search index anew beside the live one, then put it in its place')
    .option('--keep', 'leave the replaced index where it is, out of use')
    .option(...JSON_FLAG)
    .action(async ({ keep, json }) => {
      const { reindexArchive } = await import('./reindex.js');
      const { output, notes, end } = running;
      end(await reindexArchive({ keep: keep ?? false, json: json ?? false, output, notes }));
    });
}

function addFsck(program: Command, running: Running): void {
  program
    .command('fsck')
    .description('compare captures, database, event log and search index, and list each difference')
    .option('--repair', 'mend what can be mended without loss')
    .option('--fast', 'only look whether captures are there, instead of reading each')
    .option(...JSON_FLAG)
    .addHelpText('after', '\nEnds with 0 when nothing differs, or all of it was mended, and with 1 when something is left.')
    .action(async ({ repair, fast, json }) => {
      const { fsckArchive } = await import('./fsck.js');
      const { output, notes, end } = running;
      end(await fsckArchive({ repair: repair ?? false, fast: fast ?? false, json: json ?? false, output, notes }));
    });
}

function addMove(program: Command, running: Running): void {
  program
    .command('move')
    .description('copy the archive to other engines, and prove the copy')
    .requiredOption('--to <file>', 'settings of the target, one NAME=VALUE a line, in the names of the settings')
    .option('--while-running', 'copy one moment of an archive that apps are at work on: a rehearsal')
    .option(...JSON_FLAG)
    .action(async ({ to, whileRunning, json }) => {
      const { moveArchive } = await import('./move.js');
      const { output, notes, end } = running;
      end(await moveArchive({ to, whileRunning: whileRunning ?? false, json: json ?? false, output, notes }));
    });
}

function addBackOut(program: Command, running: Running): void {
  program
    .command('backout')
    .description('take the tables back for an earlier Rostra; without --to, list what was changed and what taking it back loses')
    .option('--to <change>', 'newest change that stays: the one that the earlier Rostra ends with (docs/operations.md)')
    .option(...JSON_FLAG)
    .action(async ({ to, json }) => {
      const { backOutTables } = await import('./back-out.js');
      const { output, end } = running;
      end(await backOutTables({ to: to ?? null, json: json ?? false, output }));
    });
}
