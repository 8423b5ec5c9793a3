import { descriptionOf } from '#pipeline';
import type { SearchEntry, SearchIndex } from '#search';
import { anEntry as anyEntry } from '#search/testing';
import { administer } from '#store/testing';
import { fillIndex } from '../fill-index.js';
import { fsck, type FsckReport } from '../fsck/fsck.js';
import { accepted, onward, parsed, type Pushed, published, type SpecArchive } from './spec-archive.js';

/** What fsck promises, on any kind of engines. */
export function fsckContract(name: string, open: () => Promise<SpecArchive>): void {
  describe(`fsck on ${name}`, () => {
    let archive: SpecArchive;
    beforeAll(async () => {
      archive = await open();
    }, 60_000);
    afterAll(() => archive.close());
    afterEach(async () => expect(await listed()).toEqual([]));

    const look = (options: Partial<Parameters<typeof fsck>[0]> = {}): Promise<FsckReport> =>
      fsck({ ...archive, fast: false, repair: false, tell: () => undefined, settle: async () => undefined, ...options });
    const listed = async () => (await look()).differences.map(({ kind, id }) => [kind, id]);
    const repaired = async () => (await look({ repair: true })).differences.map(({ kind, isMended }) => [kind, isMended]);
    const plant = (...statements: readonly string[]) => administer(archive.store.connectionUrl, ...statements);

    it('finds nothing in an archive that is sound, and says what it has looked at', async () => {
      await published(archive);
      const gone = await published(archive);
      await archive.store.documents.withdraw(gone.documentId, 'Taken back.');
      await onward(archive, gone);
      await accepted(archive, 'https://upkeep.example/waiting', '还在路上');
      expect(await look()).toEqual({
        checked: { captures: 2, documents: 3, speeches: 1, events: 3 },
        differences: [],
        superseded: [],
      });
    });

    it('finds a capture that is missing and one that is damaged, and leaves both to a person', async () => {
      const [missing, damaged] = [await published(archive), await published(archive)];
      await archive.harm.removeBody(missing.sha256);
      await archive.harm.damageBody(damaged.sha256);
      const { differences } = await look({ repair: true });
      expect(differences.toSorted((a, b) => (a.kind < b.kind ? -1 : 1))).toMatchObject([
        { kind: 'blob-damaged', id: damaged.sha256, isMendable: false, remedy: expect.stringMatching(/backup/) },
        { kind: 'blob-missing', id: missing.sha256, isMendable: false, what: expect.stringContaining(missing.documentId) },
      ]);
      expect((await look({ fast: true })).differences.map(({ kind }) => kind)).toEqual(['blob-missing']);
      await Promise.all([missing, damaged].map(putBack));
    });

    it('does not send a document to the parser whose bytes cannot be read', async () => {
      const page = await published(archive);
      const { documentId, sha256 } = page;
      await archive.harm.removeBody(sha256);
      await plant(`delete from page_results where document_id = '${documentId}'`);
      expect(await repaired()).toEqual([
        ['blob-missing', false],
        ['document-result', false],
      ]);
      expect(await archive.store.documents.get(documentId)).toMatchObject({ stage: 'announced' });
      await putBack(page);
      expect(await repaired()).toEqual([['document-result', true]]);
      expect(await archive.store.documents.get(documentId)).toMatchObject({ stage: 'fetched' });
    });

    it('writes a lost description again from the rows', async () => {
      const { sha256 } = await published(archive, { url: 'https://upkeep.example/described' });
      await archive.harm.removeDescriptions(sha256);
      expect(await repaired()).toEqual([['blob-undescribed', true]]);
      expect(await archive.blobs.describe(sha256)).toMatchObject([{ url: 'https://upkeep.example/described', source: 'push' }]);
      expect(await listed()).toEqual([]);
    });

    it('accepts a capture again that no row knows, as after the database was put back from an older backup', async () => {
      const description = { key: 'https://upkeep.example/lost', url: 'https://upkeep.example/lost', finalUrl: null, source: 'push' };
      const more = { fileName: null, contentType: 'text/plain', headers: {}, capturedAt: new Date().toISOString() };
      const { sha256 } = await archive.blobs.put(Buffer.from('丢了的稿子'), {
        ...description,
        ...more,
        receivedAt: new Date().toISOString(),
      });
      expect(await listed()).toEqual([['blob-unknown', sha256]]);
      expect(await repaired()).toEqual([['blob-unknown', true]]);
      expect(await archive.store.documents.byKey(description.key)).toMatchObject({ stage: 'fetched', revision: 1 });
      expect(await listed()).toEqual([]);
    });

    it('makes the rows of a document anew from its captures alone, each revision in the order it came', async () => {
      const url = 'https://upkeep.example/rebuilt';
      const about = { key: url, url, finalUrl: null, source: 'push', fileName: null, contentType: 'text/plain', headers: {} };
      const names: string[] = [];
      for (const [at, text] of ['二稿', '一稿', '三稿'].entries()) {
        const instant = new Date(Date.UTC(2025, 1, [2, 1, 3][at])).toISOString();
        names.push((await archive.blobs.put(Buffer.from(text), { ...about, capturedAt: instant, receivedAt: instant })).sha256);
      }
      expect(await repaired()).toEqual(names.map(() => ['blob-unknown', true]));
      const document = await archive.store.documents.byKey(url);
      const captures = await archive.store.documents.captures(document?.id ?? '');
      expect(captures.map(({ revision, sha256, receivedAt }) => [revision, sha256, receivedAt.getUTCDate()])).toEqual([
        [3, names[2], 3],
        [2, names[0], 2],
        [1, names[1], 1],
      ]);
    });

    it('lets no older capture take the place of what stands', async () => {
      const url = 'https://upkeep.example/newer';
      await published(archive, { url });
      const earlier = new Date(Date.now() - 86_400_000).toISOString();
      const description = { key: url, url, finalUrl: null, source: 'push', fileName: null, contentType: null, headers: {} };
      const { sha256 } = await archive.blobs.put(Buffer.from('旧的'), { ...description, capturedAt: earlier, receivedAt: earlier });
      const report = await look({ repair: true });
      expect(report).toMatchObject({ differences: [], superseded: [sha256] });
      expect(await archive.blobs.has(sha256)).toBe(true);
    });

    it('removes the bytes of a withdrawn document, also of a capture nobody has heard of', async () => {
      const url = 'https://upkeep.example/withdrawn';
      const { documentId, sha256, revision } = await published(archive, { url, text: '收回的稿子' });
      const [description] = await archive.blobs.describe(sha256);
      await archive.store.documents.withdraw(documentId, 'Taken back.');
      await onward(archive, { documentId, revision });
      if (!description) throw new Error('The capture has no description');
      await archive.blobs.put(Buffer.from('收回的稿子'), description);
      const later = new Date(Date.now() + 60_000).toISOString();
      const other = await archive.blobs.put(Buffer.from('又一稿'), { ...description, receivedAt: later });
      expect((await listed()).toSorted()).toEqual([
        ['blob-unknown', other.sha256],
        ['blob-withdrawn', sha256],
      ]);
      await repaired();
      expect([await archive.blobs.has(sha256), await archive.blobs.has(other.sha256)]).toEqual([false, false]);
      expect(await listed()).toEqual([]);
    });

    it('finds index entries that are missing, stale, or of speeches withdrawn or unknown, and mends each', async () => {
      const [missing, stale, withdrawn] = [await published(archive), await published(archive), await published(archive)];
      const index = await archive.freshIndex();
      await fillIndex({ speeches: archive.store.speeches, index: fillingAllBut(index, missing, stale), tell: () => undefined });
      const [older] = await archive.store.speeches.indexed([stale.speechId]);
      if (older) await index.upsert([{ ...anEntry(stale.speechId), version: older.version - 1 }]);
      await archive.store.documents.withdraw(withdrawn.documentId, 'Taken back.');
      await onward(archive, withdrawn);
      await index.upsert([anEntry(NOBODY)]);
      expect((await look({ index })).differences.map(({ kind, id }) => [kind, id]).toSorted()).toEqual([
        ['index-missing', missing.speechId],
        ['index-stale', stale.speechId],
        ['index-unknown', NOBODY],
        ['index-withdrawn', withdrawn.speechId],
      ]);
      expect((await look({ index, repair: true })).differences.filter(({ isMended }) => !isMended)).toEqual([]);
      expect((await look({ index })).differences).toEqual([]);
      expect(await index.versions([withdrawn.speechId, NOBODY])).toEqual(new Map());
    });

    it('names reindex for entries that are ahead of the database, as after that was put back from a backup', async () => {
      const [ahead, barred] = [await published(archive), await published(archive)];
      const index = await archive.freshIndex();
      await index.upsert([{ ...anEntry(ahead.speechId), version: 1_000 }]);
      await index.withdraw([{ speechId: barred.speechId, version: 1_000 }]);
      await fillIndex({ speeches: archive.store.speeches, index, tell: () => undefined });
      const { differences } = await look({ index, repair: true });
      expect(differences.toSorted((a, b) => (a.kind < b.kind ? -1 : 1))).toMatchObject([
        { kind: 'index-ahead', id: ahead.speechId, isMendable: false, remedy: expect.stringMatching(/rostra reindex/) },
        { kind: 'index-missing', id: barred.speechId, isMendable: false, remedy: expect.stringMatching(/rostra reindex/) },
      ]);
    });

    it('counts nothing that is only on its way, and what arrives while it looks', async () => {
      const text = '一、路上\n还在路上的稿子。';
      const document = await accepted(archive, 'https://upkeep.example/on-its-way', text);
      const job = { documentId: document.id, revision: document.revision };
      await parsed(archive, job, text);
      const revised = await published(archive, { url: 'https://upkeep.example/revised' });
      const again = await accepted(archive, 'https://upkeep.example/revised', '一、改\n改过的稿子。');
      await parsed(archive, { documentId: again.id, revision: again.revision }, '一、改\n改过的稿子。');
      expect(await listed()).toEqual([]);
      const meanwhile = await published(archive);
      const [entry] = await archive.store.speeches.indexed([meanwhile.speechId]);
      await archive.index.withdraw([{ speechId: meanwhile.speechId, version: entry?.version ?? 0 }]);
      const settle = async () => {
        await archive.store.documents.withdraw(meanwhile.documentId, 'Taken back.');
      };
      expect((await look({ settle })).differences).toEqual([]);
      expect(revised.documentId).toBe(again.id);
      await onward(archive, meanwhile);
    });

    it('mends rows, and is content with them when the rooms have done the rest', async () => {
      const one = await published(archive);
      await plant(`update documents set announced_revision = 0 where id = '${one.documentId}'`);
      await plant(`insert into outbox (room, document_id, revision) values ('parser', gen_random_uuid(), 1)`);
      expect(await repaired()).toEqual([
        ['document-unannounced', true],
        ['outbox-orphan', true],
      ]);
      expect(await listed()).toEqual([]);
      await onward(archive, one);
      expect(await listed()).toEqual([]);
    });

    it('mends a hole in the event log and a number that was given twice, and finds nothing then', async () => {
      const [lost, doubled] = [await published(archive), await published(archive)];
      await plant(
        `delete from events where speech_id = '${lost.speechId}'`,
        'alter table events drop constraint events_pk',
        `insert into events (sequence, id, type, speech_id, data) select sequence, 'twin', type, speech_id, data from events where speech_id = '${doubled.speechId}'`,
      );
      expect(await repaired()).toEqual([
        ['event-missing', true],
        ['event-gap', true],
        ['event-duplicate', true],
      ]);
      expect(await listed()).toEqual([]);
      await plant('alter table events add constraint events_pk primary key (sequence)');
      await onward(archive, lost);
    });

    /** As a person would after reading the list. */
    async function putBack({ sha256, documentId, text }: Pushed): Promise<void> {
      const [capture] = await archive.store.documents.capturesOn(sha256);
      if (!capture) throw new Error(`No capture of ${documentId}`);
      await archive.blobs.put(Buffer.from(text), descriptionOf(capture));
    }
  });
}

const anEntry = (speechId: string): SearchEntry => anyEntry({ speechId });
const NOBODY = '00000000-0000-4000-8000-0000000000ff';

/** The same index, but that it does not get these. */
function fillingAllBut(index: SearchIndex, ...left: readonly Pushed[]): SearchIndex {
  const ids = new Set(left.map(({ speechId }) => speechId));
  return Object.assign(Object.create(index), {
    upsert: (entries: readonly SearchEntry[]) => index.upsert(entries.filter(({ speechId }) => !ids.has(speechId))),
  });
}
