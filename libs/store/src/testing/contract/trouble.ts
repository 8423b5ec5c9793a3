import type { DocumentRecord } from '#domain';
import { indexStage, parseStage } from '#stages';
import { administer } from '../open-server-store.js';
import { current, type GetStore, hurried, jobOf, parsed, pushed, steps, taken, wakeUps } from './steps.js';

export function troubleContract(store: GetStore): void {
  const group = () => `spec-${Math.random().toString(36).slice(2)}`;

  describe('a fault', () => {
    it('waits for its retry and becomes a dead letter when the attempts are used up', async () => {
      const document = await pushed(store());
      await wakeUps(store(), document);
      const stage = { ...parseStage, retry: { ...parseStage.retry, attempts: 2 } };
      expect(await store().documents.fault(await taken(store(), stage, document), { message: 'disk\0' }, 60_000)).toBe('retry');
      const [wakeUp] = await wakeUps(store(), document);
      expect(wakeUp).toMatchObject({ room: 'parser', revision: 1 });
      expect(wakeUp?.delayMs).toBeGreaterThan(50_000);
      expect(wakeUp?.delayMs).toBeLessThanOrEqual(60_000);
      expect(await store().documents.fault(await taken(store(), stage, document), { message: 'disk' }, 1)).toBe('dead');
      expect(await current(store(), document)).toMatchObject({ state: 'dead', reason: 'disk', stage: 'fetched' });
      expect(await steps(store(), document)).toEqual(['accepted', 'retry', 'dead']);
      expect(await wakeUps(store(), document)).toEqual([]);
      expect(await store().deadLetters.ofGroup('fault-parser', 1_000)).toContainEqual(
        expect.objectContaining({ documentId: document.id, message: 'disk', attempts: 2, stage: 'fetched' }),
      );
    });
  });

  describe('a contained crash', () => {
    it('makes a dead letter the third time, however many attempts are left', async () => {
      const document = await pushed(store());
      const fates: string[] = [];
      for (let round = 0; round < 3; round += 1) {
        fates.push(await store().documents.crashed(await taken(store(), parseStage, document), { message: 'out of memory' }));
      }
      expect(fates).toEqual(['retry', 'retry', 'dead']);
      expect(await current(store(), document)).toMatchObject({ state: 'dead', crashes: 3, reason: 'out of memory' });
    });

    it('is forgotten once the stage succeeds', async () => {
      const document = await pushed(store());
      await store().documents.crashed(await taken(store(), parseStage, document), { message: 'died' });
      expect(await parsed(store(), document)).toMatchObject({ crashes: 0, attempts: 0 });
    });
  });

  describe('dead letters', () => {
    it('are grouped by their cause, the newest message first', async () => {
      const code = group();
      const documents = [await pushed(store()), await pushed(store())];
      for (const [at, document] of documents.entries()) {
        await store().documents.bury(await taken(store(), parseStage, document), { code, message: `reason ${at}` });
      }
      const found = (await store().deadLetters.groups()).find((entry) => entry.group === code);
      expect(found).toMatchObject({ stage: 'fetched', count: 2, lastMessage: 'reason 1' });
      expect(found?.documentIds.toSorted()).toEqual(documents.map(({ id }) => id).toSorted());
      expect((await store().deadLetters.ofGroup(code, 10)).map(({ message }) => message)).toEqual(['reason 1', 'reason 0']);
      expect((await store().documents.list({ group: code })).documents).toHaveLength(2);
      const grouped = await store().deadLetters.groupsOf([...documents.map(({ id }) => id), 'nothing']);
      expect([...grouped.values()]).toEqual([code, code]);
    });

    it('go back to their stage with a clean slate when they are retried', async () => {
      const code = group();
      const document = await parsed(store(), await pushed(store()));
      await store().documents.bury(await taken(store(), indexStage, document), { code, message: 'no' });
      await wakeUps(store(), document);
      expect(await store().deadLetters.retry(code)).toBe(1);
      expect(await current(store(), document)).toMatchObject({ state: 'active', stage: 'parsed', attempts: 0, crashes: 0, reason: null });
      expect(await wakeUps(store(), document)).toEqual([{ room: 'indexer', revision: 1, delayMs: 0 }]);
      expect(await store().deadLetters.ofGroup(code, 10)).toEqual([]);
      expect(await store().deadLetters.retry(code)).toBe(0);
      expect((await taken(store(), indexStage, document)).attempts).toBe(1);
    });

    it('can be discarded: nobody tries the document again, it counts as no failure, and it keeps its reason', async () => {
      const code = group();
      const document = await pushed(store());
      await store().documents.bury(await taken(store(), parseStage, document), { code, message: 'no use' });
      const failed = async () => (await store().documents.stageFigures(new Date()))[1]?.failed ?? 0;
      const before = await failed();
      expect(await store().deadLetters.discard(code)).toBe(1);
      expect(await failed()).toBe(before - 1);
      expect(await store().deadLetters.retry(code)).toBe(0);
      expect(await current(store(), document)).toMatchObject({ state: 'discarded', reason: 'no use' });
      expect((await store().documents.claim(parseStage, [jobOf(document)], 'spec')).claims).toEqual([]);
      expect((await steps(store(), document)).at(-1)).toBe('discarded');
    });

    it('are forgiven when new bytes come', async () => {
      const code = group();
      const document = await pushed(store());
      await store().documents.bury(await taken(store(), parseStage, document), { code, message: 'no' });
      const again = await store().documents.acceptCapture({
        source: 'push',
        key: document.key,
        url: null,
        finalUrl: null,
        fileName: null,
        sha256: 'ef'.repeat(32),
        size: 1,
        contentType: null,
        headers: {},
        capturedAt: new Date(),
      });
      expect(again).toMatchObject({ outcome: 'accepted', document: { state: 'active', revision: 2, reason: null } });
      expect(await store().deadLetters.ofGroup(code, 10)).toEqual([]);
    });
  });

  describe('a clock that is set back', () => {
    const anHourAhead = ({ id }: DocumentRecord) =>
      administer(
        store().connectionUrl,
        `update documents set updated_at = updated_at + interval '1 hour', stage_since = stage_since + interval '1 hour',
           not_before = not_before + interval '1 hour', lease_until = lease_until + interval '1 hour' where id = '${id}'`,
        `update outbox set taken_until = now() + interval '1 hour', due_at = due_at + interval '1 hour' where document_id = '${id}'`,
      );
    const asksIn = async (ms: number) =>
      (await store().documents.stuck(parseStage, 1_000, 0, parseStage.stuckAfterMs - ms)).map(({ documentId }) => documentId);

    it('leaves no retry, no hold of a dead process and no wake-up an hour ahead', async () => {
      const retrying = await pushed(store());
      await store().documents.fault(await taken(store(), parseStage, retrying), { message: 'x' }, 5_000);
      const held = await pushed(store());
      await taken(store(), parseStage, held);
      for (const document of [retrying, held]) await anHourAhead(document);
      expect(await asksIn(60_000)).not.toEqual(expect.arrayContaining([retrying.id]));
      await store().documents.bringBack();
      const [wakeUp] = await wakeUps(store(), retrying);
      expect(wakeUp?.delayMs).toBeLessThanOrEqual(5_000);
      expect(await asksIn(60_000)).toEqual(expect.arrayContaining([retrying.id, held.id]));
      expect(await asksIn(0)).not.toContain(held.id);
    });
  });

  describe('the reconciler’s question', () => {
    const later = (ms: number) => new Date(Date.now() + ms);
    /** What it would find in so many ms. */
    const asksIn = async (ms: number) =>
      (await store().documents.stuck(parseStage, 1_000, 0, parseStage.stuckAfterMs - ms)).map(({ documentId }) => documentId);

    it('finds what waits longer than the stage allows, and nothing that is held or waits for a retry', async () => {
      const waiting = await pushed(store());
      const held = await pushed(store());
      await taken(store(), parseStage, held);
      const retrying = await pushed(store());
      await store().documents.fault(await taken(store(), parseStage, retrying), { message: 'x' }, 3_600_000);
      const lost = await pushed(store());
      await taken(store(), hurried(parseStage), lost);
      expect(await asksIn(0)).not.toContain(waiting.id);
      const found = await asksIn(parseStage.stuckAfterMs + 1_000);
      expect(found).toEqual(expect.arrayContaining([waiting.id, lost.id]));
      expect(found).not.toContain(held.id);
      expect(found).not.toContain(retrying.id);
      expect(await asksIn(parseStage.leaseMs + parseStage.stuckAfterMs + 1_000)).toContain(held.id);
      expect(await store().documents.stuck(parseStage, 1, 0, -3_600_000)).toHaveLength(1);
    });

    it('counts what waits, runs, failed and passed in each room', async () => {
      const before = await store().documents.stageFigures(later(1_000));
      await pushed(store());
      await taken(store(), parseStage, await pushed(store()));
      await store().documents.bury(await taken(store(), parseStage, await pushed(store())), { code: group(), message: 'no' });
      await store().documents.fault(await taken(store(), parseStage, await pushed(store())), { message: 'x' }, 3_600_000);
      await parsed(store(), await pushed(store()));
      const after = await store().documents.stageFigures(later(1_000));
      expect(after.map(({ room }) => room)).toEqual(['crawler', 'parser', 'indexer', 'announcer']);
      const change = (name: 'waiting' | 'active' | 'failed' | 'retrying' | 'inLastMinute' | 'outLastMinute') =>
        (after[1]?.[name] ?? 0) - (before[1]?.[name] ?? 0);
      expect([change('waiting'), change('active'), change('failed'), change('retrying')]).toEqual([2, 1, 1, 1]);
      expect([change('inLastMinute'), change('outLastMinute')]).toEqual([5, 1]);
      expect(after[1]?.runMs?.p95).toBeGreaterThanOrEqual(after[1]?.runMs?.p50 ?? Number.POSITIVE_INFINITY);
      expect(after[1]?.waitMs).not.toBeNull();
      expect(after[1]?.oldestAgeMs).toBeGreaterThan(0);
      expect((await store().documents.stageFigures())[1]?.active).toBe(after[1]?.active);
      expect((await store().documents.claim(parseStage, [jobOf(await pushed(store()))], 'spec')).claims).toHaveLength(1);
    });
  });
}
