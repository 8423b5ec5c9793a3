import { setTimeout as sleep } from 'node:timers/promises';
import { type DocumentRecord, statusOf } from '#domain';
import { BadCursor } from '../../documents/read.js';
import type { NewCapture } from '../../documents/new-capture.js';
import { aCapture, aPage } from '../builders.js';
import { announced, type GetStore, parsed, pushed } from './steps.js';

/** A document that arrived in a millisecond of its own: those of the same one have no order of arrival. */
async function pushedLater(store: ReturnType<GetStore>, capture: NewCapture = aCapture()): Promise<DocumentRecord> {
  await sleep(3);
  return pushed(store, capture);
}

export function readingContract(store: GetStore): void {
  describe('the list of documents', () => {
    it('goes from the newest to the oldest in pages that new arrivals do not shift', async () => {
      const source = `list-${Math.random()}`;
      const all: string[] = [];
      for (let at = 0; at < 7; at += 1) all.unshift((await pushedLater(store(), aCapture({ source }))).id);
      const seen: string[] = [];
      let cursor: string | undefined;
      do {
        const page = await store().documents.list({ source, limit: 3, ...(cursor && { cursor }) });
        seen.push(...page.documents.map(({ id }) => id));
        cursor = page.nextCursor ?? undefined;
        if (seen.length === 3) await pushed(store(), aCapture({ source }));
      } while (cursor);
      expect(seen).toEqual(all);
      expect((await store().documents.list({ source: 'nobody' })).documents).toEqual([]);
    });

    it('can be asked for each status', async () => {
      const source = `status-${Math.random()}`;
      await store().documents.acceptUrl({ source, key: source, url: 'https://wenku.example/s' });
      await pushed(store(), aCapture({ source }));
      await parsed(store(), await pushed(store(), aCapture({ source })));
      await announced(store(), await pushed(store(), aCapture({ source })));
      await announced(store(), await pushed(store(), aCapture({ source })), aPage({ speeches: [] }));
      await store().documents.withdraw((await pushed(store(), aCapture({ source }))).id, 'x');
      for (const status of ['queued', 'fetched', 'parsed', 'announced', 'empty', 'withdrawn'] as const) {
        const { documents, nextCursor } = await store().documents.list({ source, status });
        expect(documents.map(statusOf)).toEqual([status]);
        expect(nextCursor).toBeNull();
      }
      expect((await store().documents.list({ source, status: 'failed' })).documents).toEqual([]);
    });

    it('knows the name of the newest file of each document', async () => {
      const named = await pushed(store(), aCapture({ fileName: '讲话.txt' }));
      const nameless = await pushed(store(), aCapture({ fileName: null }));
      const names = await store().documents.fileNames([named.id, nameless.id, 'nothing']);
      expect([names.get(named.id), names.has(nameless.id)]).toEqual(['讲话.txt', false]);
    });

    it.each(['', 'rubbish', 'bm90IGEgY3Vyc29y', '%00'])('refuses the cursor %j', async (cursor) => {
      await expect(store().documents.list({ cursor })).rejects.toThrow(BadCursor);
    });
  });

  describe('the latest speeches', () => {
    it('come in the order in which their documents arrived, whatever day they were given, one of each document', async () => {
      const documents = [await pushedLater(store()), await pushedLater(store()), await pushedLater(store())];
      const [old, middle, young] = documents.map(({ id }) => id);
      for (const document of documents.toReversed()) await announced(store(), document);
      await parsed(store(), await pushed(store()));
      expect((await store().speeches.latest(3)).map(({ documentId }) => documentId)).toEqual([young, middle, old]);
      await store().documents.withdraw(young ?? '', 'no');
      expect((await store().speeches.latest(1)).map(({ documentId }) => documentId)).toEqual([middle]);
    });
  });

  describe('an id of nothing', () => {
    it.each(['', 'nothing', '\0', '00000000-0000-0000-0000-000000000000', "'; drop table documents; --"])(
      '%j finds nothing',
      async (id) => {
        expect(await store().documents.get(id)).toBeNull();
        expect(await store().documents.byKey(id)).toBeNull();
        expect(await store().documents.captures(id)).toEqual([]);
        expect(await store().documents.timeline(id)).toEqual([]);
        expect(await store().documents.pageResult(id)).toBeNull();
        expect(await store().speeches.get(id)).toBeNull();
        expect(await store().speeches.ofDocument(id)).toEqual([]);
        expect(await store().deadLetters.ofGroup(id, 10)).toEqual([]);
        expect(await store().deadLetters.retry(id)).toBe(0);
        expect(await store().markers.get(id)).toBeNull();
      },
    );

    it('and counts out of all bounds are brought within', async () => {
      expect(await store().events.after(Number.MAX_VALUE, 10)).toEqual([]);
      expect((await store().events.after(-5, Number.NaN)).length).toBeLessThanOrEqual(1);
      expect((await store().documents.list({ limit: 1e12 })).documents.length).toBeLessThanOrEqual(500);
    });
  });

  describe('markers and sources', () => {
    it('keep what they were told', async () => {
      await store().markers.set('spec', 'one');
      await store().markers.set('spec', 'two\0');
      expect(await store().markers.get('spec')).toBe('two\ufffd');
      const made = await Promise.all(Array.from({ length: 4 }, () => store().sources.ensure('somewhere', 'feed')));
      expect(new Set(made.map(({ id }) => id)).size).toBe(1);
      expect(await store().sources.list()).toContainEqual(expect.objectContaining({ name: 'somewhere', kind: 'feed', id: made[0]?.id }));
    });
  });
}
