import { reindex } from '#upkeep';
import { EXIT, type ExitCode } from '../exit.js';
import type { Output } from '../terminal/output.js';
import { configOf, withArchive } from './opened.js';
import { ProgressLines } from './progress.js';

export interface ReindexOptions {
  readonly keep: boolean;
  readonly json: boolean;
  readonly output: Output;
  readonly notes: Output;
}

/** Builds the index anew and says what came of it. */
export async function reindexArchive({ keep, json, output, notes }: ReindexOptions): Promise<ExitCode> {
  const progress = new ProgressLines(notes);
  const report = await withArchive(await configOf(), ({ store, rebuild }) =>
    store.alone('a reindex', async () => reindex({ store, rebuild: await rebuild(), keep, tell: progress.tell })),
  );
  await progress.end();
  if (json) await output.line(JSON.stringify(report));
  else {
    const { index, speeches, stubs, removed, kept, since } = report;
    const old = [...removed.map((name) => `${name} was removed`), ...kept.map((name) => `${name} is kept, out of use`)];
    await output.line(`${index} is live: ${speeches} speeches, ${stubs} withdrawn ones barred, no difference to the database`);
    await output.line(`Found and mended since it took over: ${since.reduce((sum, count) => sum + count, 0)}`);
    for (const line of old) await output.line(line);
  }
  return EXIT.done;
}
