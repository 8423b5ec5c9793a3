import { Batcher } from './batcher.js';

describe('Batcher', () => {
  it('serves the calls of one window in one run, each with its own result', async () => {
    const runs: number[][] = [];
    const batcher = new Batcher<number, number>(
      async (items) => {
        runs.push([...items]);
        return items.map((item) => item * 10);
      },
      { size: 10, windowMs: 5 },
    );
    expect(await Promise.all([1, 2, 3].map((item) => batcher.add(item)))).toEqual([10, 20, 30]);
    expect(runs).toEqual([[1, 2, 3]]);
  });

  it('never runs two batches at once and never exceeds the size', async () => {
    let running = 0;
    const seen: number[] = [];
    const batcher = new Batcher<number, number>(
      async (items) => {
        running += 1;
        expect(running).toBe(1);
        seen.push(items.length);
        await new Promise((resolve) => setImmediate(resolve));
        running -= 1;
        return items;
      },
      { size: 4, windowMs: 1 },
    );
    await Promise.all(Array.from({ length: 10 }, (_, item) => batcher.add(item)));
    expect(seen).toEqual([4, 4, 2]);
  });

  it('rejects every call of a batch that fails and serves the next one', async () => {
    let first = true;
    const batcher = new Batcher<number, number>(
      async (items) => {
        if (!first) return items;
        first = false;
        throw new Error('the engine is away');
      },
      { size: 2, windowMs: 1 },
    );
    const outcomes = await Promise.allSettled([batcher.add(1), batcher.add(2), batcher.add(3)]);
    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'fulfilled']);
  });

  it('rejects a call that the run gave no result for', async () => {
    const batcher = new Batcher<number, number>(async () => [1], { size: 2, windowMs: 1 });
    const outcomes = await Promise.allSettled([batcher.add(1), batcher.add(2)]);
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected']);
  });
});
