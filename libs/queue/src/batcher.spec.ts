import { jest } from '@jest/globals';
import { Batcher } from './batcher.js';

describe('Batcher', () => {
  it('serves the calls of one window in one run, each with its own result', async () => {
    const runs: number[][] = [];
    const batcher = new Batcher<number, number>(
      async (items) => {
        runs.push([...items]);
        return items.map((item) => item * 10);
      },
      { size: 10, windowMs: 5, busyWindowMs: 5 },
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
      { size: 4, windowMs: 1, busyWindowMs: 1 },
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
      { size: 2, windowMs: 1, busyWindowMs: 1 },
    );
    const outcomes = await Promise.allSettled([batcher.add(1), batcher.add(2), batcher.add(3)]);
    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'fulfilled']);
  });

  it('rejects a call that the run gave no result for', async () => {
    const batcher = new Batcher<number, number>(async () => [1], { size: 2, windowMs: 1, busyWindowMs: 1 });
    const outcomes = await Promise.allSettled([batcher.add(1), batcher.add(2)]);
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected']);
  });

  it('gathers three times as long as the last run took while runs follow each other, and after a quiet time no longer than at first', async () => {
    jest.useFakeTimers();
    const runs: number[][] = [];
    const batcher = new Batcher<number, number>(
      async (items) => {
        runs.push([...items]);
        await new Promise((resolve) => setTimeout(resolve, 100));
        return items;
      },
      { size: 10, windowMs: 20, busyWindowMs: 900 },
    );
    const runsIn = async (ms: number, ...items: number[]) => {
      for (const item of items) void batcher.add(item);
      await jest.advanceTimersByTimeAsync(ms);
      return runs.length;
    };
    expect(await runsIn(20, 1)).toBe(1);
    expect(await runsIn(100)).toBe(1);
    expect(await runsIn(290, 2)).toBe(1);
    expect(await runsIn(10, 3)).toBe(2);
    expect(await runsIn(2_000)).toBe(2);
    expect(await runsIn(20, 4)).toBe(3);
    expect(runs).toEqual([[1], [2, 3], [4]]);
    jest.useRealTimers();
  });
});
