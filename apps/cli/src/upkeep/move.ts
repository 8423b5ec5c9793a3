import { addressOf } from '#blobs';
import type { Archive, Config } from '#platform';
import { move, type MoveReport } from '#upkeep';
import { EXIT, type ExitCode, Failure } from '../exit.js';
import type { Output } from '../terminal/output.js';
import { tableLines } from '../terminal/table.js';
import { configOf, withArchive, withSentences } from './opened.js';
import { ProgressLines } from './progress.js';
import { readSettingsFile } from './settings-file.js';

export interface MoveOptions {
  /** File with the target's settings. */
  readonly to: string;
  readonly whileRunning: boolean;
  readonly json: boolean;
  readonly output: Output;
  readonly notes: Output;
}

/** Copies the archive of the environment's settings to that of the file's, and says what was proved. */
export async function moveArchive({ to, whileRunning, json, output, notes }: MoveOptions): Promise<ExitCode> {
  const { settings } = await import('#platform');
  const from = await configOf();
  const target = await configOf(await readSettingsFile(to, new Set(Object.keys(settings.shape))));
  const progress = new ProgressLines(notes);
  const report = await withSentences(() => movedBetween(from, target, whileRunning, progress));
  await progress.end();
  if (json) await output.line(JSON.stringify(report));
  else for (const line of reportLines(report)) await output.line(line);
  return report.isProved ? EXIT.done : EXIT.incomplete;
}

async function movedBetween(from: Config, to: Config, whileRunning: boolean, progress: ProgressLines): Promise<MoveReport> {
  if (databaseOf(from) === databaseOf(to)) {
    throw new Failure(
      EXIT.refused,
      'Source and target name the same database. A move copies the whole archive: give the target a database of its own (DATABASE_URL, or DATA_DIR for an embedded one).',
    );
  }
  return withArchive(from, async (source) => {
    const { openArchive } = await import('#platform');
    const target = await openArchive(to, source);
    try {
      return await move({
        source: { store: source.store, blobs: await source.blobs() },
        target: { store: target.store, ...(await ownEngines(source, target)) },
        whileRunning,
        tell: progress.tell,
      });
    } finally {
      await target.close();
    }
  });
}

/** Engines that are in another place than the source's; the others are shared. */
async function ownEngines({ config: from }: Archive, { config: to, blobs, index }: Archive) {
  return {
    blobs: blobsOf(from) === blobsOf(to) ? null : await blobs(),
    index: indexOf(from) === indexOf(to) ? null : await index(),
  };
}

/** Where each engine keeps what it has, whatever else is set about it. */
const databaseOf = ({ database }: Config): string => (database.kind === 'server' ? database.url : database.dataDir);
const blobsOf = ({ blobs }: Config): string => (blobs.kind === 'server' ? addressOf(blobs.place) : blobs.dataDir);
const indexOf = ({ search }: Config): string => (search.kind === 'server' ? `${search.nodes.join()} ${search.prefix}` : search.dataDir);

export function reportLines({ continued, tables, blobs, index, isProved }: MoveReport): string[] {
  const proof = (is: boolean) => (is ? 'same' : 'DIFFERS');
  const rows = tables.map(({ table, rows: count, sha256, isProved: same }) => [table, String(count), sha256.slice(0, 12), proof(same)]);
  return [
    ...(continued ? ['An earlier move to this target was gone on with.'] : []),
    ...tableLines([{ head: 'table' }, { head: 'rows', align: 'right' }, { head: 'hash' }, { head: 'read back' }], rows),
    ...(blobs ? blobLines(blobs) : ['Captures: in the same place as the source’s, left as they are']),
    index
      ? `Index: ${index.speeches} speeches, ${index.stubs} withdrawn ones barred, ${index.differences} differences to the target’s database`
      : 'Index: the same as the source’s, left as it is',
    isProved
      ? 'The target is a whole copy. The source is unchanged; start the apps on the target’s settings, and the source no more.'
      : 'The target is NOT a whole copy: see above. The source is unchanged.',
  ];
}

function blobLines({ total, copied, bytes, failed, absent }: NonNullable<MoveReport['blobs']>): string[] {
  return [
    `Captures: ${total} in the target, ${copied} copied now (${bytes} bytes), each by its hash`,
    ...Object.entries(failed).map(([name, why]) => `not copied  ${name}  ${why}`),
    ...absent.map((name) => `absent      ${name}  rows of the target stand on it`),
  ];
}
