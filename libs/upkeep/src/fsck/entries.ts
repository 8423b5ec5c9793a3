import { type IndexDifference, indexDifferences, mendIndex } from '#pipeline';
import type { SearchIndex } from '#search';
import type { Speeches } from '#store';
import type { Area, AreaDeps, Difference } from './difference.js';

export interface EntriesDeps extends AreaDeps {
  readonly speeches: Speeches;
  readonly index: SearchIndex;
}

const BATCH = 200;
const REINDEX = 'rostra reindex builds the index anew from the database';

/** The entries of the index against the speeches. What a room has still to index is no difference. */
export class Entries implements Area {
  constructor(private readonly deps: EntriesDeps) {}

  async find(): Promise<readonly Difference[]> {
    const doubtful: string[] = [];
    for await (const page of indexDifferences(this.deps)) doubtful.push(...page.map(({ speechId }) => speechId));
    if (doubtful.length === 0) return [];
    await this.deps.settle();
    const found: Difference[] = [];
    for (let from = 0; from < doubtful.length; from += BATCH) found.push(...(await this.lookAgain(doubtful.slice(from, from + BATCH))));
    return found;
  }

  async mend(differences: readonly Difference[]): Promise<readonly Difference[]> {
    const mended: Difference[] = [];
    const mine = differences.filter(({ kind, isMendable }) => kind.startsWith('index-') && isMendable);
    for (let from = 0; from < mine.length; from += BATCH) {
      const batch = mine.slice(from, from + BATCH);
      const ids = batch.map(({ id }) => id);
      await mendIndex(await this.toMend(batch), this.deps);
      const left = new Set((await this.lookAgain(ids)).map(({ id }) => id));
      mended.push(...batch.filter(({ id }) => !left.has(id)));
    }
    return mended;
  }

  private async toMend(batch: readonly Difference[]): Promise<IndexDifference[]> {
    const found = await this.deps.index.versions(batch.map(({ id }) => id));
    return batch.map(({ kind, id }) => ({
      kind: kind === 'index-missing' ? 'missing' : kind === 'index-stale' ? 'stale' : 'extra',
      speechId: id,
      wanted: null,
      found: found.get(id) ?? null,
    }));
  }

  private async lookAgain(ids: readonly string[]): Promise<readonly Difference[]> {
    const { speeches, index } = this.deps;
    const [standings, entries] = await Promise.all([speeches.standing(ids), index.versions(ids)]);
    return ids.flatMap((id) => {
      const standing = standings.get(id);
      const found = entries.get(id);
      if (!standing) return found === undefined ? [] : [extra('index-unknown', id, 'the database does not know this speech')];
      if (standing.onItsWay) return [];
      if (standing.withdrawn)
        return found === undefined ? [] : [extra('index-withdrawn', id, 'the speech was withdrawn and is still found')];
      return lacking(id, standing.version, found);
    });
  }
}

const extra = (kind: 'index-unknown' | 'index-withdrawn', id: string, what: string): Difference => ({
  ...{ kind, id, what },
  ...{ remedy: 'the entry is taken out of the index', isMendable: true },
});

function lacking(id: string, wanted: number, found: number | undefined): Difference[] {
  if (found === wanted) return [];
  if (found === undefined) {
    return [{ kind: 'index-missing', id, what: 'no search finds it', remedy: 'the entry is given to the index again', isMendable: true }];
  }
  const what = `the index has version ${found}, the database version ${wanted}`;
  if (found < wanted) return [{ kind: 'index-stale', id, what, remedy: 'the entry is given to the index again', isMendable: true }];
  return [{ kind: 'index-ahead', id, what, remedy: REINDEX, isMendable: false }];
}
