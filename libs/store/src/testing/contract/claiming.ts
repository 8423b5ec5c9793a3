import { randomUUID } from 'node:crypto';
import { announceStage, fetchStage, indexStage, parseStage } from '#stages';
import { aCapture, aPage } from '../builders.js';
import { current, type GetStore, hurried, jobOf, parsed, pushed, steps, taken, wakeUps } from './steps.js';

export function claimingContract(store: GetStore): void {
  describe('a claim', () => {
    it('goes to one of two workers that ask at the same moment', async () => {
      const jobs = await Promise.all(Array.from({ length: 10 }, async () => jobOf(await pushed(store()))));
      const both = await Promise.all(['a', 'b'].map((worker) => store().documents.claim(parseStage, jobs, worker)));
      const held = both.flatMap(({ claims }) => claims.map(({ documentId }) => documentId));
      expect(held.toSorted()).toEqual(jobs.map(({ documentId }) => documentId).toSorted());
      expect(both.flatMap(({ skipped }) => skipped.map(({ reason }) => reason))).toEqual(Array(10).fill('leased'));
    });

    it('says of each job why it cannot be had', async () => {
      const fresh = await pushed(store());
      const done = await parsed(store(), await pushed(store()));
      const gone = await pushed(store());
      await store().documents.withdraw(gone.id, 'asked for');
      const jobs = [jobOf(fresh), { ...jobOf(fresh), documentId: randomUUID() }, jobOf(done), jobOf(gone)];
      const { claims, skipped } = await store().documents.claim(parseStage, jobs, 'spec');
      expect(claims).toHaveLength(1);
      expect(skipped.map(({ reason }) => reason)).toEqual(['superseded', 'already done', 'already done']);
      expect((await store().documents.claim(indexStage, [jobOf(fresh)], 'spec')).skipped).toMatchObject([{ reason: 'superseded' }]);
      expect((await store().documents.claim(fetchStage, [jobOf(gone)], 'spec')).skipped).toMatchObject([{ reason: 'already done' }]);
      expect((await store().documents.claim(indexStage, [jobOf(gone)], 'spec')).claims).toMatchObject([{ stateBefore: 'withdrawn' }]);
      expect(await store().documents.claim(parseStage, [], 'spec')).toEqual({ claims: [], skipped: [] });
    });

    it('takes the newest revision of a document that is asked for twice, in whatever order', async () => {
      const [first, second] = await Promise.all([pushed(store()), pushed(store())]);
      const older = (job: { documentId: string; revision: number }) => ({ ...job, revision: job.revision - 1 });
      const jobs = [jobOf(first), older(jobOf(first)), older(jobOf(second)), jobOf(second)];
      const { claims, skipped } = await store().documents.claim(parseStage, jobs, 'spec');
      expect(claims.map(({ documentId }) => documentId).toSorted()).toEqual([first.id, second.id].toSorted());
      expect(skipped).toEqual([]);
    });

    it('counts a crash when a lease ran out in somebody’s hands, and the third makes a dead letter', async () => {
      const document = await pushed(store());
      for (const crashes of [0, 1, 2]) {
        expect(await taken(store(), hurried(parseStage), document)).toMatchObject({ crashes, attempts: crashes + 1 });
      }
      expect((await store().documents.claim(parseStage, [jobOf(document)], 'spec')).skipped).toMatchObject([{ reason: 'dead letter' }]);
      expect(await current(store(), document)).toMatchObject({ state: 'dead', crashes: 3 });
      expect(await steps(store(), document)).toEqual(['accepted', 'crashed', 'crashed', 'crashed', 'dead']);
      const letters = await store().deadLetters.ofGroup('crashed-its-worker', 100);
      expect(letters.find(({ documentId }) => documentId === document.id)).toMatchObject({ stage: 'fetched', revision: 1, attempts: 3 });
    });

    it('passes over suspects when asked to, and counts nothing', async () => {
      const document = await pushed(store());
      await taken(store(), hurried(parseStage), document);
      const left = await store().documents.claim(parseStage, [jobOf(document)], 'spec', { suspects: 'leave' });
      expect(left).toMatchObject({ claims: [], skipped: [{ reason: 'suspect' }] });
      expect(await current(store(), document)).toMatchObject({ crashes: 0, attempts: 1 });
      expect(await taken(store(), parseStage, document)).toMatchObject({ crashes: 1 });
    });

    it('says when a document is to be had again that was given back for patience', async () => {
      const document = await pushed(store());
      await store().documents.release(await taken(store(), parseStage, document), 60_000);
      const { notBefore, attempts } = await current(store(), document);
      expect(attempts).toBe(0);
      expect(notBefore?.getTime()).toBeGreaterThan(Date.now() + 30_000);
    });

    it('can be given back, with the attempt', async () => {
      const document = await pushed(store());
      await store().documents.release(await taken(store(), parseStage, document));
      expect(await current(store(), document)).toMatchObject({ attempts: 0, stage: 'fetched' });
      expect((await taken(store(), parseStage, document)).attempts).toBe(1);
    });

    it('that was lost to another worker saves nothing, whatever the verb', async () => {
      const document = await pushed(store());
      const lost = await taken(store(), hurried(parseStage), document);
      await taken(store(), parseStage, document);
      const before = await current(store(), document);
      await wakeUps(store(), document);
      expect(await store().documents.saveParsed(lost, aPage(), 1)).toBe('superseded');
      expect(await store().documents.crashed(lost, { message: 'late' })).toBe('retry');
      await store().documents.bury(lost, { code: 'late', message: 'late' });
      await store().documents.release(lost);
      expect(await store().documents.saveIndexed([{ ...lost, stage: indexStage }], 1)).toEqual([]);
      expect(await store().documents.announce([{ ...lost, stage: announceStage }], 1)).toEqual([]);
      expect(await store().documents.saveFetched({ ...lost, stage: fetchStage }, aCapture(), 1)).toBe('superseded');
      expect(await current(store(), document)).toEqual(before);
      expect(await wakeUps(store(), document)).toEqual([]);
      expect(await store().speeches.ofDocument(document.id)).toEqual([]);
    });
  });

  describe('the outbox', () => {
    it('gives each row to one of two relays', async () => {
      await store().outbox.sent((await store().outbox.take(10_000)).map(({ id }) => id));
      for (let at = 0; at < 20; at += 1) await pushed(store());
      const [one = [], other = []] = await Promise.all([store().outbox.take(12), store().outbox.take(12)]);
      const ids = [...one, ...other].map(({ id }) => id);
      expect(new Set(ids).size).toBe(20);
      expect(ids).toHaveLength(20);
      expect(await store().outbox.take(12)).toEqual([]);
      expect(await store().outbox.pending()).toBe(20);
      await store().outbox.sent(ids);
      expect(await store().outbox.pending()).toBe(0);
    });
  });

  describe('a nudge', () => {
    it('comes after the commit, until the listener leaves', async () => {
      let nudges = 0;
      const leave = store().signals.on('outbox', () => {
        nudges += 1;
      });
      await pushed(store());
      expect(nudges).toBe(1);
      leave();
      await pushed(store());
      expect(nudges).toBe(1);
    });
  });
}
