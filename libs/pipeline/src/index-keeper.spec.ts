import { setTimeout as sleep } from 'node:timers/promises';
import { IndexKeeper, type IndexKeeperDeps } from './index-keeper.js';

/** An archive of two speeches, whose index has what it is given. */
function archive() {
  const entries = new Map<string, number>();
  const speech = (id: string) => ({ id, documentId: 'd', version: 1, title: id, text: id, outline: [] });
  const faults = { next: 0 };
  const made = { times: 1 };
  const speeches = {
    versionsAfter: async (after: string | null) => (after === null ? ['a', 'b'].map((speechId) => ({ speechId, version: 1 })) : []),
    indexed: async (ids: readonly string[]) => ids.map(speech),
  };
  const index = {
    identity: async () => `made ${made.times} times`,
    entries: async () => {
      if (faults.next-- > 0) throw new Error('the index is away');
      return [...entries].map(([speechId, version]) => ({ speechId, version }));
    },
    upsert: async (given: readonly { speechId: string; version: number }[]) => {
      for (const { speechId, version } of given) entries.set(speechId, version);
    },
    withdraw: async () => undefined,
  };
  const makeAnew = () => {
    entries.clear();
    made.times += 1;
  };
  return { deps: { speeches, index } as unknown as IndexKeeperDeps, entries, makeAnew, faults };
}

describe('the keeper of the index', () => {
  const mended: number[] = [];
  const troubles: string[] = [];
  let keeper: IndexKeeper;
  const keep = (deps: IndexKeeperDeps) => {
    mended.length = 0;
    troubles.length = 0;
    keeper = new IndexKeeper(
      deps,
      ({ restored }) => mended.push(restored),
      ({ message }) => troubles.push(message),
      { everyMs: 3_600_000, lookEveryMs: 5 },
    );
    keeper.start();
  };
  const until = async (holds: () => boolean) => {
    while (!holds()) await sleep(2);
  };
  afterEach(() => keeper.stop());

  it('fills it at the start, and leaves it alone afterwards', async () => {
    const { deps, entries } = archive();
    keep(deps);
    await until(() => mended.length === 1);
    entries.clear();
    await sleep(50);
    expect([mended, entries.size]).toEqual([[2], 0]);
  });

  it('fills it again once it is another one, whoever made it', async () => {
    const { deps, entries, makeAnew } = archive();
    keep(deps);
    await until(() => mended.length === 1);
    makeAnew();
    await until(() => mended.length === 2);
    expect([...entries.keys()]).toEqual(['a', 'b']);
  });

  it('fills it once more when it was made anew while it was filled', async () => {
    const { deps, entries, makeAnew } = archive();
    const { upsert } = deps.index;
    deps.index.upsert = async (given) => {
      await upsert(given);
      if (mended.length === 0) makeAnew();
      deps.index.upsert = upsert;
    };
    keep(deps);
    await until(() => mended.length === 2);
    expect([...entries.keys()]).toEqual(['a', 'b']);
  });

  it('tries again what has failed', async () => {
    const { deps, faults } = archive();
    faults.next = 2;
    keep(deps);
    await until(() => mended.length === 1);
    expect(troubles).toEqual(['the index is away', 'the index is away']);
  });
});
