import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { indexStage, parseStage } from '#stages';
import { openStore, type Store } from './store.js';
import { runChild } from './testing/child.js';
import { jobOf, parsed, pushed, taken } from './testing/contract/steps.js';
import { openTestStore, type TestStore } from './testing/open-test-store.js';

describe('a process that is killed', () => {
  it('leaves every document it had accepted, with its wake-up, three times in a row', async () => {
    const dataDir = await mkdtemp(join(tmpdir(), 'rostra-kill-'));
    await (await openTestStore(dataDir)).close();
    const acknowledged: string[] = [];
    for (let round = 0; round < 3; round += 1) {
      const child = runChild(`
        const { documents } = await store.openStore({ kind: 'embedded', dataDir: ${JSON.stringify(dataDir)} });
        const push = async (lane) => {
          for (let at = 0; ; at += 1) {
            const { document } = await documents.acceptCapture({ source: 'push', key: 'k-${round}-' + lane + '-' + at, url: null, finalUrl: null,
              fileName: null, sha256: 'ab', size: 2, contentType: null, headers: {}, capturedAt: new Date() });
            console.log(document.id);
          }
        };
        await Promise.all([1, 2, 3].map(push));`);
      const enough = 20 + 35 * round;
      expect((await child.lines(enough)).length).toBeGreaterThanOrEqual(enough);
      await child.kill();
      acknowledged.push(...(await child.lines(0)));
    }
    const store = await openStore({ kind: 'embedded', dataDir });
    const woken = new Set((await store.outbox.take(10_000)).map(({ job }) => job.documentId));
    for (const id of acknowledged) {
      expect(await store.documents.get(id)).toMatchObject({ id, stage: 'fetched' });
      expect(await store.documents.captures(id)).toHaveLength(1);
      expect(woken.has(id)).toBe(true);
    }
    await store.close();
    await rm(dataDir, { recursive: true, force: true });
  }, 90_000);
});

describe('taking over from a dead process', () => {
  let opened: TestStore;
  let store: Store;

  beforeEach(async () => {
    opened = await openTestStore();
    store = opened.store;
  }, 60_000);
  afterEach(() => opened?.close());

  const delayOf = async (id: string) => (await store.outbox.take(100)).find(({ job }) => job.documentId === id)?.delayMs ?? 0;

  it('wakes every unfinished document once, and blames none that the parser had', async () => {
    const [held, waiting, retrying, third] = [await pushed(store), await pushed(store), await pushed(store), await pushed(store)];
    await taken(store, parseStage, held);
    await store.documents.fault(await taken(store, parseStage, retrying), { message: 'x' }, 3_600_000);
    for (let crash = 0; crash < 2; crash += 1) await store.documents.crashed(await taken(store, parseStage, third), { message: 'died' });
    await taken(store, parseStage, third);
    await store.outbox.take(2);
    expect(await store.documents.releaseAbandoned()).toBe(4);
    const rows = await store.outbox.take(100);
    expect(rows.map(({ job }) => job.documentId).toSorted()).toEqual([held.id, waiting.id, retrying.id, third.id].toSorted());
    expect(rows.find(({ job }) => job.documentId === retrying.id)?.delayMs).toBeGreaterThan(3_000_000);
    expect(rows.find(({ job }) => job.documentId === held.id)?.delayMs).toBe(0);
    expect(await store.documents.get(third.id)).toMatchObject({ state: 'active', crashes: 2 });
    expect(await taken(store, parseStage, held)).toMatchObject({ crashes: 0, suspect: true, attempts: 2 });
    expect(await taken(store, parseStage, waiting)).toMatchObject({ suspect: false });
  });

  it('blames none of several that the indexer had, and passes them over until they can run alone', async () => {
    const [one, other] = [await parsed(store, await pushed(store)), await parsed(store, await pushed(store))];
    for (const document of [one, other]) await taken(store, indexStage, document);
    await store.documents.releaseAbandoned();
    expect(await store.documents.get(one.id)).toMatchObject({ crashes: 1, state: 'active' });
    const { claims, skipped } = await store.documents.claim(indexStage, [jobOf(one)], 'spec', { suspects: 'leave' });
    expect({ claims, skipped }).toEqual({ claims: [], skipped: [{ job: jobOf(one), reason: 'suspect' }] });
  });

  it('makes a dead letter of a document that the indexer had alone each time, waiting longer in between', async () => {
    const [alone, neighbour] = [await parsed(store, await pushed(store)), await parsed(store, await pushed(store))];
    const delays: number[] = [];
    for (let crash = 1; crash < 3; crash += 1) {
      await taken(store, indexStage, alone);
      await store.documents.releaseAbandoned();
      expect(await store.documents.get(alone.id)).toMatchObject({ crashes: crash, state: 'active' });
      delays.push(await delayOf(alone.id));
    }
    expect(delays[0]).toBeGreaterThan(4_000);
    expect(delays[1]).toBeGreaterThan(50_000);
    await taken(store, indexStage, alone);
    expect(await store.documents.releaseAbandoned()).toBe(1);
    expect(await store.documents.get(alone.id)).toMatchObject({ crashes: 3, state: 'dead' });
    expect(await store.documents.get(neighbour.id)).toMatchObject({ crashes: 0, state: 'active' });
  });
});
