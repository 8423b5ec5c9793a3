import { randomUUID } from 'node:crypto';
import type { IndexRebuild } from '../index-rebuild.js';
import type { SearchIndex } from '../search-index.js';
import { anEntry, idOf } from './builders.js';
import { found } from './found.js';

/** One place where an index lives, opened for searching or for being built anew. An engine may serve only one of the two at a time. */
export interface RebuiltPlace {
  open(): Promise<SearchIndex>;
  rebuild(): Promise<IndexRebuild>;
}

/** The promises of IndexRebuild, held against one engine. */
export function indexRebuildContract(name: string, placeAt: (place: string) => RebuiltPlace): void {
  describe(`rebuilding the index in ${name}`, () => {
    let place: RebuiltPlace;
    beforeEach(() => {
      place = placeAt(randomUUID());
    });

    const withOpen = async <Result>(work: (index: SearchIndex) => Promise<Result>): Promise<Result> => {
      const index = await place.open();
      try {
        return await work(index);
      } finally {
        await index.close();
      }
    };
    const given = (number: number, words: string) => anEntry({ speechId: idOf(number), text: `同志们：${words}。` });
    const finds = (words: string) => withOpen((index) => found(index, words));

    it('leaves the live index as it is until the new one takes over, and then answers from that', async () => {
      await withOpen((index) => index.upsert([given(1, '春耕备耕')]));
      const rebuild = await place.rebuild();
      await rebuild.index.upsert([given(2, '秋收秋种')]);
      await rebuild.index.withdraw([{ speechId: idOf(3), version: 4 }]);
      expect(await found(rebuild.index, '')).toEqual([2]);
      await rebuild.takeOver(false);
      expect(await found(rebuild.index, '')).toEqual([2]);
      await rebuild.removeReplaced();
      await rebuild.close();
      expect([await finds('春耕备耕'), await finds('秋收秋种')]).toEqual([[], [2]]);
      await withOpen(async (index) => {
        await index.upsert([given(3, '迟到的稿子')]);
        expect(await found(index, '迟到的稿子')).toEqual([]);
      });
    });

    it('changes nothing when it is given up, and the next one begins empty', async () => {
      await withOpen((index) => index.upsert([given(1, '春耕备耕')]));
      const first = await place.rebuild();
      await first.index.upsert([given(2, '秋收秋种')]);
      await first.close();
      expect(await finds('')).toEqual([1]);
      const second = await place.rebuild();
      expect(await found(second.index, '')).toEqual([]);
      await second.close();
      expect(await finds('')).toEqual([1]);
    });

    it('says what it keeps', async () => {
      await withOpen((index) => index.upsert([given(1, '春耕备耕')]));
      const rebuild = await place.rebuild();
      await rebuild.takeOver(true);
      const { removed, kept } = await rebuild.removeReplaced();
      await rebuild.close();
      expect(removed).toEqual([]);
      expect(kept).toHaveLength(1);
      const again = await place.rebuild();
      await again.takeOver(false);
      const second = await again.removeReplaced();
      await again.close();
      expect(second.removed).not.toEqual(expect.arrayContaining([...kept]));
    });

    it('makes the first index where there is none', async () => {
      const rebuild = await place.rebuild();
      await rebuild.index.upsert([given(1, '春耕备耕')]);
      await rebuild.takeOver(false);
      await rebuild.close();
      expect(await finds('')).toEqual([1]);
    });
  });
}
