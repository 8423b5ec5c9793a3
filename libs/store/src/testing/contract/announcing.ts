import pg from 'pg';
import { announceStage, indexStage } from '#stages';
import { aCapture, aPage, aSpeech } from '../builders.js';
import { announced, current, type GetStore, indexed, parsed, pushed, taken, toIndex, wakeUps } from './steps.js';

export function announcingContract(store: GetStore): void {
  const types = (events: readonly { type: string }[]) => events.map(({ type }) => type.replace('rostra.speech.', ''));

  describe('the event log', () => {
    it('says of each speech that it was published, once', async () => {
      const document = await pushed(store(), aCapture({ url: 'https://wenku.example/p' }));
      const events = await announced(store(), document);
      const [speech] = await store().speeches.ofDocument(document.id);
      expect(events).toMatchObject([{ type: 'rostra.speech.published', speechId: speech?.id }]);
      expect(events[0]?.data).toEqual({
        title: speech?.title,
        documentId: document.id,
        revision: 1,
        site: 'wenku.example',
        url: 'https://wenku.example/p',
        date: '2021-03-04',
        kind: 'speech',
        headings: ['一、青禾镇的产业'],
      });
      expect(await current(store(), document)).toMatchObject({ stage: 'announced', state: 'active' });
      expect(await store().events.after((events[0]?.sequence ?? 0) - 1, 10)).toEqual(events);
      expect(await store().events.last()).toBe(events.at(-1)?.sequence);
    });

    it('tells a changed text from a better reading of the same one, and from nothing new', async () => {
      const capture = aCapture();
      const page = (fields: Parameters<typeof aSpeech>[0]) => aPage({ speeches: [aSpeech(fields)] });
      const next = async () => pushed(store(), { ...capture, sha256: aCapture().sha256 });
      expect(types(await announced(store(), await pushed(store(), capture), page({})))).toEqual(['published']);
      expect(types(await announced(store(), await next(), page({})))).toEqual([]);
      expect(types(await announced(store(), await next(), page({ text: '一、新\n文' })))).toEqual(['revised']);
      expect(types(await announced(store(), await next(), page({ text: '一、新\n文', speaker: '张三' })))).toEqual(['reparsed']);
      expect(types(await announced(store(), await next(), aPage({ speeches: [] })))).toEqual(['withdrawn']);
      expect(types(await announced(store(), await next(), aPage({ speeches: [] })))).toEqual([]);
    });

    it('calls a speech that comes back under its title revised, not published again', async () => {
      const capture = aCapture();
      const next = async () => pushed(store(), { ...capture, sha256: aCapture().sha256 });
      const two = aPage({ speeches: [aSpeech({ title: '甲' }), aSpeech({ title: '乙' })] });
      await announced(store(), await pushed(store(), capture), two);
      await announced(store(), await next(), aPage({ speeches: [aSpeech({ title: '甲' })] }));
      expect(types(await announced(store(), await next(), two))).toEqual(['revised']);
    });

    it('says that a document was withdrawn, with the reason, and nothing of speeches nobody heard of', async () => {
      const told = await pushed(store());
      const [published] = await announced(store(), told);
      const untold = await parsed(store(), await pushed(store()));
      for (const { id } of [told, untold]) await store().documents.withdraw(id, '来信要求');
      const out = async (id: string) => {
        const [work] = await toIndex(store(), [await taken(store(), indexStage, await current(store(), { id }))]);
        expect(work).toMatchObject({ upsert: [], withdraw: [{}] });
        expect(await store().documents.saveIndexed(work ? [work.claim] : [], 1)).toEqual([id]);
        return store().documents.announce([await taken(store(), announceStage, await current(store(), { id }))], 1);
      };
      const [event] = await out(told.id);
      expect(event).toMatchObject({
        type: 'rostra.speech.withdrawn',
        speechId: published?.speechId,
        data: { reason: '来信要求', headings: [] },
      });
      expect(await out(untold.id)).toEqual([]);
      expect(await current(store(), told)).toMatchObject({ state: 'withdrawn', stage: 'announced', reason: '来信要求' });
    });

    it('has no gaps and no doubles when many announce at once and some roll back', async () => {
      const documents = await Promise.all(
        Array.from({ length: 24 }, async () => indexed(store(), await parsed(store(), await pushed(store())))),
      );
      const claims = await Promise.all(documents.map((document) => taken(store(), announceStage, document)));
      const before = await store().events.last();
      const rollBack = async () => {
        const client = new pg.Client(store().connectionUrl);
        await client.connect();
        await client.query('begin; update event_counter set value = value + 1');
        await client.query('rollback');
        await client.end();
      };
      const batches = [claims.slice(0, 8), ...claims.slice(8).map((claim) => [claim])];
      const [written] = await Promise.all([
        Promise.all(batches.map((batch) => store().documents.announce(batch, 1))),
        ...Array.from({ length: 4 }, rollBack),
      ]);
      const numbers = written.flat().map(({ sequence }) => sequence);
      expect(numbers.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 24 }, (_, at) => before + 1 + at));
      expect(new Set(written.flat().map(({ id }) => id)).size).toBe(24);
      expect((await store().events.after(before, 1_000)).map(({ sequence }) => sequence)).toEqual(numbers.toSorted((a, b) => a - b));
    });

    it('nudges listeners when there is something new', async () => {
      const document = await indexed(store(), await parsed(store(), await pushed(store())));
      let nudges = 0;
      const leave = store().signals.on('events', () => {
        nudges += 1;
      });
      const claim = await taken(store(), announceStage, document);
      await store().documents.announce([claim], 1);
      await store().documents.announce([claim], 1);
      leave();
      expect(nudges).toBe(1);
    });
  });

  describe('withdrawing', () => {
    it('takes the text out of the database at once and wakes the rooms to take it out of the rest', async () => {
      const document = await pushed(store());
      await announced(store(), document);
      const [speech] = await store().speeches.ofDocument(document.id);
      await wakeUps(store(), document);
      expect(await store().documents.withdraw(document.id, 'a\0')).toMatchObject({
        state: 'withdrawn',
        stage: 'parsed',
        reason: 'a\ufffd',
      });
      expect(await store().speeches.get(speech?.id ?? '')).toBeNull();
      expect(await store().documents.pageResult(document.id)).toBeNull();
      expect(await wakeUps(store(), document)).toEqual([{ room: 'indexer', revision: 1, delayMs: 0 }]);
      const before = await current(store(), document);
      expect(await store().documents.withdraw(document.id, 'again')).toEqual(before);
      expect(await wakeUps(store(), document)).toEqual([]);
      expect(await store().documents.withdraw('no id', 'x')).toBeNull();
    });

    it('never ends as a dead letter, however often the way out fails', async () => {
      const document = await pushed(store());
      await store().documents.withdraw(document.id, 'asked for');
      for (let round = 0; round < 4; round += 1) {
        const claim = {
          ...(await taken(store(), indexStage, document)),
          stage: { ...indexStage, retry: { ...indexStage.retry, attempts: 1 } },
        };
        expect(await store().documents.fault(claim, { message: 'away' }, 0)).toBe('retry');
        expect(await store().documents.crashed(await taken(store(), indexStage, document), { message: 'died' })).toBe('retry');
      }
      expect(await current(store(), document)).toMatchObject({ state: 'withdrawn', stage: 'parsed' });
    });

    it('names its blobs, and says of each whether a document that is there stands on it', async () => {
      const [own, shared] = [aCapture().sha256, aCapture().sha256];
      const capture = aCapture({ sha256: own });
      const document = await pushed(store(), capture);
      await pushed(store(), { ...capture, sha256: shared });
      const other = await pushed(store(), aCapture({ sha256: shared }));
      expect((await store().documents.hashesOf(document.id)).toSorted()).toEqual([own, shared].toSorted());
      await store().documents.withdraw(document.id, 'asked for');
      const stands = () => Promise.all([own, shared].map((sha256) => store().documents.standsOn(sha256)));
      expect(await stands()).toEqual([false, true]);
      await store().documents.withdraw(other.id, 'asked for');
      expect(await stands()).toEqual([false, false]);
    });

    it('leaves nothing of its title and headings in what the log said of it', async () => {
      const document = await pushed(store());
      const [published] = await announced(store(), document);
      expect(published?.data).toMatchObject({ title: expect.stringMatching(/./) });
      await store().documents.withdraw(document.id, 'asked for');
      const [told] = await store().events.after((published?.sequence ?? 1) - 1, 1);
      expect(told).toMatchObject({ id: published?.id, data: { title: '', headings: [] } });
    });
  });
}
