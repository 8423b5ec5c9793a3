import { setTimeout as sleep } from 'node:timers/promises';
import { fsck, type FsckReport } from '#upkeep';
import { EXIT, type ExitCode } from '../exit.js';
import { counted } from '../ingest/arrival.js';
import type { Output } from '../terminal/output.js';
import { printable } from '../terminal/width.js';
import { configOf, withArchive } from './opened.js';
import { ProgressLines } from './progress.js';

/** What is on its way between two engines has arrived after this. */
const SETTLE_MS = 3_000;

export interface FsckOptions {
  readonly repair: boolean;
  readonly fast: boolean;
  readonly json: boolean;
  readonly output: Output;
  readonly notes: Output;
}

/** Compares all parts of the archive and lists each difference in one line. */
export async function fsckArchive({ repair, fast, json, output, notes }: FsckOptions): Promise<ExitCode> {
  const progress = new ProgressLines(notes);
  const report = await withArchive(await configOf(), async ({ store, blobs, index, isOurs }) => {
    const settle = async () => void (isOurs || (await sleep(SETTLE_MS)));
    return fsck({ store, blobs: await blobs(), index: await index(), fast, repair, tell: progress.tell, settle });
  });
  await progress.end();
  if (json) await output.line(JSON.stringify(report));
  else for (const line of reportLines(report, output)) await output.line(line);
  return report.differences.every(({ isMended }) => isMended) ? EXIT.done : EXIT.incomplete;
}

/** `differs  index-missing  8a3…  no search finds it  → the entry is given to the index again` */
export function reportLines({ checked, differences, superseded }: FsckReport, { style }: Pick<Output, 'style'>): string[] {
  const { captures, documents, speeches, events } = checked;
  const open = differences.filter(({ isMended }) => !isMended);
  const mendable = open.filter(({ isMendable }) => isMendable).length;
  return [
    ...differences.map(({ kind, id, what, remedy, isMended }) => {
      const mark = isMended ? style('green', 'mended ') : style('red', 'differs');
      return `${mark}  ${kind}  ${id}  ${printable(what)}  → ${printable(remedy)}`;
    }),
    ...superseded.map((name) => `note     blob-superseded  ${name}  older than what stands of its document; harmless`),
    `Looked at ${counted(captures, 'capture', 'captures')}, ${counted(documents, 'document', 'documents')}, ${counted(speeches, 'speech', 'speeches')}, ${counted(events, 'event', 'events')}: ${summary(open.length, mendable, differences.length)}`,
  ];
}

function summary(open: number, mendable: number, all: number): string {
  if (all === 0) return 'no difference';
  const mended = all - open > 0 ? [`${all - open} mended`] : [];
  const rest = open - mendable;
  return [
    counted(all, 'difference', 'differences'),
    ...mended,
    ...(mendable > 0 ? [`${mendable} for rostra fsck --repair`] : []),
    ...(rest > 0 ? [`${rest} for a person`] : []),
  ].join(', ');
}
