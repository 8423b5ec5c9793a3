import { fetchStage, parseStage } from '#stages';
import { IdempotencyConflict } from '../../documents/accept.js';
import { aCapture } from '../builders.js';
import { announced, current, type GetStore, jobOf, pushed, steps, taken, wakeUps } from './steps.js';

export function acceptingContract(store: GetStore): void {
  describe('accepting a capture', () => {
    it('leaves the document, its capture, a line of its life and the wake-up of the parser', async () => {
      const capture = aCapture({ url: 'https://wenku.example/1', contentType: 'text/html' });
      const { document, outcome } = await store().documents.acceptCapture(capture);
      expect(outcome).toBe('accepted');
      expect(document).toMatchObject({ key: capture.key, revision: 1, stage: 'fetched', state: 'active', url: capture.url });
      const { source: _, key: __, ...kept } = capture;
      expect(await store().documents.captures(document.id)).toMatchObject([{ ...kept, documentId: document.id, revision: 1 }]);
      expect(await steps(store(), document)).toEqual(['accepted']);
      expect(await wakeUps(store(), document)).toEqual([{ room: 'parser', revision: 1, delayMs: 0 }]);
      expect(await store().documents.byKey(capture.key)).toEqual(document);
    });

    it('answers unchanged to the same bytes and begins no work', async () => {
      const capture = aCapture();
      const document = await pushed(store(), capture);
      await wakeUps(store(), document);
      expect(await store().documents.acceptCapture(capture)).toMatchObject({
        outcome: 'unchanged',
        document: { id: document.id, revision: 1 },
      });
      expect(await wakeUps(store(), document)).toEqual([]);
      expect(await store().documents.captures(document.id)).toHaveLength(1);
    });

    it('makes other bytes the next revision, which an earlier claim cannot touch', async () => {
      const capture = aCapture();
      const document = await pushed(store(), capture);
      const claim = await taken(store(), parseStage, document);
      const next = await store().documents.acceptCapture({ ...capture, ...aCapture({ key: capture.key }) });
      expect(next).toMatchObject({ outcome: 'accepted', document: { id: document.id, revision: 2, attempts: 0 } });
      await store().documents.release(claim);
      expect(await store().documents.fault(claim, { message: 'late' }, 10)).toBe('retry');
      expect(await current(store(), document)).toEqual(next.document);
      expect((await taken(store(), parseStage, next.document)).revision).toBe(2);
    });

    it('makes one document of eight pushes at the same moment', async () => {
      const capture = aCapture();
      const answers = await Promise.all(Array.from({ length: 8 }, () => store().documents.acceptCapture(capture)));
      expect(new Set(answers.map(({ document }) => document.id)).size).toBe(1);
      expect(answers.filter(({ outcome }) => outcome === 'accepted')).toHaveLength(1);
      expect(await wakeUps(store(), answers[0]?.document ?? { id: '' })).toHaveLength(1);
    });

    it('does not revive a withdrawn document', async () => {
      const capture = aCapture();
      const document = await pushed(store(), capture);
      await store().documents.withdraw(document.id, 'asked for');
      expect((await store().documents.acceptCapture({ ...capture, sha256: 'ab'.repeat(32) })).outcome).toBe('withdrawn');
      expect((await store().documents.acceptUrl({ source: 'push', key: capture.key, url: 'https://wenku.example/w' })).outcome).toBe(
        'withdrawn',
      );
    });

    it('holds whatever a database cannot, replaced unit for unit', async () => {
      const capture = aCapture({ fileName: 'a\0b\ud800.txt', headers: { 'x\0': '\udfff!' }, contentType: 'text/\0' });
      const document = await pushed(store(), { ...capture, key: `${capture.key}\0\ud800`, source: 'odd\0source' });
      expect(await store().documents.captures(document.id)).toMatchObject([
        { fileName: 'a\ufffdb\ufffd.txt', headers: { 'x\ufffd': '\ufffd!' }, contentType: 'text/\ufffd' },
      ]);
      expect(await store().documents.byKey(`${capture.key}\0\ud800`)).toEqual(document);
    });

    it('finds a document by a key of any length', async () => {
      const key = `https://wenku.example/${'长'.repeat(50_000)}`;
      const document = await pushed(store(), aCapture({ key, url: key }));
      expect((await store().documents.byKey(key))?.id).toBe(document.id);
    });
  });

  describe('an idempotency key', () => {
    it('gives the same answer to the same request, also when both come at once', async () => {
      const capture = aCapture({ idempotencyKey: `key-${Math.random()}` });
      const [first, second] = await Promise.all([store().documents.acceptCapture(capture), store().documents.acceptCapture(capture)]);
      expect(second).toEqual(first);
      expect(first.outcome).toBe('accepted');
      expect(await store().documents.acceptCapture({ ...capture, capturedAt: new Date() })).toEqual(first);
    });

    it('refuses another request and leaves no trace of it', async () => {
      const capture = aCapture({ idempotencyKey: `key-${Math.random()}` });
      await store().documents.acceptCapture(capture);
      const other = aCapture({ idempotencyKey: capture.idempotencyKey ?? '' });
      await expect(store().documents.acceptCapture(other)).rejects.toThrow(IdempotencyConflict);
      expect(await store().documents.byKey(other.key)).toBeNull();
    });
  });

  describe('accepting a URL', () => {
    const request = () => {
      const url = `https://wenku.example/${Math.random()}`;
      return { source: 'urls', key: url, url };
    };

    it('wakes the crawler once, and says inProgress while it is on its way', async () => {
      const wanted = request();
      const { document, outcome } = await store().documents.acceptUrl(wanted);
      expect({ outcome, stage: document.stage, revision: document.revision }).toEqual({
        outcome: 'accepted',
        stage: 'accepted',
        revision: 0,
      });
      expect((await store().documents.acceptUrl(wanted)).outcome).toBe('inProgress');
      expect(await wakeUps(store(), document)).toEqual([{ room: 'crawler', revision: 0, delayMs: 0 }]);
    });

    it('turns what the crawler brings into the first revision', async () => {
      const { document } = await store().documents.acceptUrl(request());
      const claim = await taken(store(), fetchStage, document);
      expect(claim).toMatchObject({ source: 'urls', attempts: 1, stateBefore: 'active' });
      expect(await store().documents.saveFetched(claim, aCapture({ finalUrl: 'https://wenku.example/end' }), 40.4)).toBe('saved');
      expect(await current(store(), document)).toMatchObject({ revision: 1, stage: 'fetched', attempts: 0 });
      expect(await store().documents.captureOf(document.id, 1)).toMatchObject({ finalUrl: 'https://wenku.example/end' });
      expect((await store().documents.timeline(document.id)).at(-1)).toMatchObject({ step: 'fetched', durationMs: 40, attempt: 1 });
      expect(await store().documents.saveFetched(claim, aCapture(), 1)).toBe('superseded');
    });

    it('leaves an announced document announced when a new fetch brings the same bytes', async () => {
      const wanted = request();
      const { document } = await store().documents.acceptUrl(wanted);
      const body = aCapture();
      await store().documents.saveFetched(await taken(store(), fetchStage, document), body, 1);
      await announced(store(), await current(store(), document));
      const again = await store().documents.acceptUrl(wanted);
      expect(again.outcome).toBe('accepted');
      const claim = await taken(store(), fetchStage, again.document);
      expect(await store().documents.saveFetched(claim, body, 1)).toBe('unchanged');
      expect(await current(store(), document)).toMatchObject({ stage: 'announced', revision: 1 });
      expect(await store().documents.claim(parseStage, [jobOf(claim.document)], 'spec')).toMatchObject({
        skipped: [{ reason: 'already done' }],
      });
    });
  });
}
