import type { SearchIndex } from '#search';
import { administer } from '#store/testing';
import { fsck } from '../fsck/fsck.js';
import { move, type MoveReport } from '../move/move.js';
import type { Tell } from '../telling.js';
import { onward, published, type SpecArchive } from './spec-archive.js';

/** What a move promises, from any kind of engines to any other. `open` gives an empty archive each time. */
export function moveContract(name: string, opened: { source(): Promise<SpecArchive>; target(): Promise<SpecArchive> }): void {
  describe(`moving from ${name}`, () => {
    let source: SpecArchive;
    let target: SpecArchive;
    beforeEach(async () => {
      [source, target] = await Promise.all([opened.source(), opened.target()]);
    }, 120_000);
    afterEach(() => Promise.all([source.close(), target.close()]), 60_000);

    const moved = (options: Partial<Parameters<typeof move>[0]> = {}): Promise<MoveReport> =>
      move({ source, target, whileRunning: false, tell: () => undefined, ...options });
    const differences = async (of: SpecArchive) =>
      (await fsck({ ...of, fast: false, repair: false, tell: () => undefined, settle: async () => undefined })).differences;
    const stopAt =
      (step: string): Tell =>
      (progress) => {
        if (progress.step === step) throw new Error('Interrupted');
      };

    it('brings everything along as it stands, proves it, leaves the source alone, and the target goes on where the source was', async () => {
      const [kept, gone] = [await published(source, { text: '一、𠮷\u2028行\n"引号"与\\反斜杠' }), await published(source)];
      await source.store.documents.withdraw(gone.documentId, 'Taken back.');
      await onward(source, gone);
      await source.store.markers.set('a-fact', 'kept');
      const before = await source.store.tables.sums(() => undefined);
      const report = await moved();
      expect(report).toMatchObject({ isProved: true, continued: false, blobs: { total: 1, copied: 1, absent: [] } });
      expect(report.index).toEqual({ speeches: 1, stubs: 1, differences: 0 });
      expect(await source.store.tables.sums(() => undefined)).toEqual(before);
      expect(await target.store.tables.sums(() => undefined)).toEqual(before);
      expect(await target.blobs.describe(kept.sha256)).toEqual(await source.blobs.describe(kept.sha256));
      expect(await target.store.speeches.get(kept.speechId)).toEqual(await source.store.speeches.get(kept.speechId));
      expect(await target.store.markers.get('a-fact')).toBe('kept');
      expect(await target.store.archiveId()).toBe(await source.store.archiveId());
      expect(await differences(target)).toEqual([]);
      // The next numbers follow on those of the source, in log and versions alike.
      const next = await published(target);
      expect((await target.store.events.after(3, 10)).map(({ sequence, speechId }) => [sequence, speechId])).toEqual([[4, next.speechId]]);
      const [older, newer] = await Promise.all([target.store.speeches.get(kept.speechId), target.store.speeches.get(next.speechId)]);
      expect(newer?.version).toBeGreaterThan((older?.version ?? 0) + 1);
      await published(source);
      expect(await differences(source)).toEqual([]);
    }, 120_000);

    it('leaves a target the name by which its queues and its index know it already', async () => {
      await published(source);
      const own = await target.store.archiveId();
      expect(await moved()).toMatchObject({ isProved: true });
      expect(await target.store.archiveId()).toBe(own);
      expect(await source.store.archiveId()).not.toBe(own);
    }, 120_000);

    it('goes on with an interrupted move of the same archive, also when the source has changed since', async () => {
      const first = await published(source);
      for (const step of ['copying captures', 'copying speeches', 'filling the index']) {
        await expect(moved({ tell: stopAt(step) })).rejects.toThrow('Interrupted');
      }
      await source.store.documents.withdraw(first.documentId, 'Taken back.');
      await onward(source, first);
      const second = await published(source);
      expect(await moved()).toMatchObject({ isProved: true, continued: true, index: { speeches: 1, stubs: 1 } });
      expect([await target.blobs.has(first.sha256), await target.blobs.has(second.sha256)]).toEqual([false, true]);
      expect(await differences(target)).toEqual([]);
    }, 120_000);

    it('moves again over a rehearsal, but not over what was worked on since', async () => {
      await published(source);
      await moved({ whileRunning: true });
      await published(source);
      expect(await moved()).toMatchObject({ isProved: true, continued: true, index: { speeches: 2 } });
      const own = await published(target);
      await expect(moved()).rejects.toThrow(/worked on since/);
      expect(await target.store.speeches.get(own.speechId)).not.toBeNull();
    }, 120_000);

    it('touches no target that holds something else', async () => {
      await published(source);
      const other = await published(target);
      const before = await target.store.tables.sums(() => undefined);
      await expect(moved()).rejects.toThrow(/holds an archive already/);
      expect(await target.store.tables.sums(() => undefined)).toEqual(before);
      expect(await target.blobs.has(other.sha256)).toBe(true);
    }, 120_000);

    it('touches no captures and no index of somebody else', async () => {
      await published(source);
      const description = { url: null, finalUrl: null, key: 'k', source: 'push', fileName: null, contentType: null, headers: {} };
      const instants = { capturedAt: new Date().toISOString(), receivedAt: new Date().toISOString() };
      const { sha256 } = await target.blobs.put(Buffer.from('others'), { ...description, ...instants });
      await expect(moved()).rejects.toThrow(/captures hold what the source does not know/);
      await target.blobs.delete(sha256);
      const entry = {
        documentId: sha256,
        version: 1,
        title: '',
        text: '',
        outline: [],
        speaker: null,
        site: null,
        kind: 'speech',
        year: null,
        date: null,
      };
      await target.index.upsert([{ ...entry, speechId: '00000000-0000-4000-8000-0000000000ff' }]);
      await expect(moved()).rejects.toThrow(/index holds speeches that the source does not know/);
      expect(await target.store.tables.isEmpty()).toBe(true);
    }, 120_000);

    it('says what it could not copy, and proves nothing then', async () => {
      const [damaged] = [await published(source), await published(source)];
      await source.blobs.delete(damaged.sha256);
      const report = await moved();
      expect(report).toMatchObject({ isProved: false, blobs: { total: 1, absent: [damaged.sha256] } });
    }, 120_000);

    it('proves with the rows that are there, not with those it wrote', async () => {
      await published(source);
      // When it is compared, the index has been filled and the rows have not been read back.
      const spoiling: SearchIndex = Object.assign(Object.create(target.index), {
        entries: async (after: string | null, limit: number) => {
          await administer(target.store.connectionUrl, `update speeches set title = 'other'`);
          return target.index.entries(after, limit);
        },
      });
      const report = await moved({ target: { ...target, index: spoiling } });
      expect(report.isProved).toBe(false);
      expect(report.tables.filter(({ isProved }) => !isProved).map(({ table }) => table)).toEqual(['speeches']);
    }, 120_000);
  });
}
