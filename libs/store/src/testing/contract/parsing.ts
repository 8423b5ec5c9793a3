import type { DocumentRecord } from '#domain';
import { indexStage, parseStage } from '#stages';
import { aCapture, aPage, aSpeech } from '../builders.js';
import { current, type GetStore, indexed, jobOf, parsed, partsToIndex, pushed, taken, toIndex, wakeUps } from './steps.js';

export function parsingContract(store: GetStore): void {
  describe('a parsed page', () => {
    it('comes back whole', async () => {
      const page = aPage({ speeches: [aSpeech(), aSpeech({ title: '第二篇', text: '只有一段' })] });
      const document = await parsed(store(), await pushed(store()), page);
      expect(await store().documents.pageResult(document.id)).toEqual(page);
      expect(await store().documents.pageResult(document.id, 1)).toEqual(page);
      expect(await store().documents.pageResult(document.id, 2)).toBeNull();
      expect(document).toMatchObject({ stage: 'parsed', title: page.title, site: page.site, parserVersion: 'spec-1', speechCount: 2 });
      const speeches = await store().speeches.ofDocument(document.id);
      expect(speeches).toMatchObject(
        page.speeches.map((speech, ordinal) => ({ ...speech, ordinal, documentId: document.id, revision: 1 })),
      );
      expect(await store().speeches.get(speeches[0]?.id ?? '')).toEqual(speeches[0]);
      expect((await store().documents.timeline(document.id)).at(-1)).toMatchObject({
        step: 'parsed',
        parserVersion: 'spec-1',
        durationMs: 12,
      });
      expect(await wakeUps(store(), document)).toContainEqual({ room: 'indexer', revision: 1, delayMs: 0 });
    });

    it('without a speech says why', async () => {
      const page = aPage({ speeches: [], quality: { score: 0.1, reasons: ['no-body', 'noise'] } });
      expect(await parsed(store(), await pushed(store()), page)).toMatchObject({ reason: 'no-body, noise', speechCount: 0 });
    });

    it('may hold whatever a database cannot, and keeps every offset', async () => {
      const text = '一、\0空\ud800\n后文\udc00在此 \\u0000';
      const speech = aSpeech({ title: 't\0', text });
      const document = await parsed(
        store(),
        await pushed(store()),
        aPage({ title: '\0', speeches: [speech], metadata: { 'k\0': '\ud801' } }),
      );
      const [kept] = await store().speeches.ofDocument(document.id);
      expect(kept?.text).toBe('一、\ufffd空\ufffd\n后文\ufffd在此 \\u0000');
      expect(kept?.blocks.map((block) => block.text)).toEqual(kept?.text.split('\n'));
      expect((await store().documents.pageResult(document.id))?.metadata).toEqual({ 'k\ufffd': '\ufffd' });
    });

    it('keeps the ids of its speeches over revisions and withdraws those that vanish', async () => {
      const capture = aCapture();
      const first = await pushed(store(), capture);
      await parsed(store(), first, aPage({ speeches: [aSpeech({ title: '甲' }), aSpeech({ title: '乙' })] }));
      const [one, two] = await store().speeches.ofDocument(first.id);
      const second = await pushed(store(), { ...capture, sha256: 'cd'.repeat(32) });
      await parsed(store(), second, aPage({ speeches: [aSpeech({ title: '乙', text: '新的文本' })] }));
      const after = await store().speeches.ofDocument(first.id);
      expect(after).toMatchObject([{ id: two?.id, ordinal: 0, revision: 2, text: '新的文本' }]);
      expect(after[0]?.version).toBeGreaterThan(two?.version ?? Number.POSITIVE_INFINITY);
      expect(await store().speeches.get(one?.id ?? '')).toBeNull();
      const [work] = await toIndex(store(), [await taken(store(), indexStage, second)]);
      expect(work?.upsert.map(({ id }) => id)).toEqual([two?.id]);
      expect(work?.withdraw).toEqual([{ speechId: one?.id, version: after[0]?.version }]);
    });

    it('comes for the index in parts of so much text, a longer document alone', async () => {
      // Three bytes a character.
      const documents: DocumentRecord[] = [];
      for (const characters of [10, 20, 100, 30])
        documents.push(await parsed(store(), await pushed(store()), aPage({ speeches: [aSpeech({ text: '讲'.repeat(characters) })] })));
      const { claims } = await store().documents.claim(indexStage, documents.map(jobOf), 'spec');
      const parts = await partsToIndex(store(), claims, 100);
      const lengths = parts.map((part) => part.flatMap(({ upsert }) => upsert.map(({ text }) => text.length)));
      expect(lengths).toEqual([[10, 20], [100], [30]]);
    });

    it('is listed for the index in id order once the indexer has passed', async () => {
      const waiting = await parsed(store(), await pushed(store()));
      const passed = await indexed(store(), await parsed(store(), await pushed(store())));
      const [hidden] = await store().speeches.ofDocument(waiting.id);
      const [shown] = await store().speeches.ofDocument(passed.id);
      const listed: string[] = [];
      for (let after: string | null = null; ; after = listed.at(-1) ?? null) {
        const page = await store().speeches.versionsAfter(after, 2);
        listed.push(...page.map(({ speechId }) => speechId));
        if (page.length < 2) break;
      }
      expect(listed).toContain(shown?.id);
      expect(listed).not.toContain(hidden?.id);
      expect(listed).toEqual(listed.toSorted());
    });

    it('is saved once even when the same claim saves twice', async () => {
      const claim = await taken(store(), parseStage, await pushed(store()));
      const both = await Promise.all([store().documents.saveParsed(claim, aPage(), 1), store().documents.saveParsed(claim, aPage(), 1)]);
      expect(both.toSorted()).toEqual(['saved', 'superseded']);
      expect(await store().speeches.ofDocument(claim.documentId)).toHaveLength(1);
      expect((await current(store(), { id: claim.documentId })).stage).toBe('parsed');
    });
  });
}
