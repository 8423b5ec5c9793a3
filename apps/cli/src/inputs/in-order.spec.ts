import { setTimeout as sleep } from 'node:timers/promises';
import { collected } from '../testing/collected.js';
import { inOrder } from './in-order.js';
import { inParallel } from './in-parallel.js';

describe('inOrder', () => {
  it('yields in the order of the inputs, whichever is done first', async () => {
    const results = inOrder([30, 1, 10, 0], 3, async (ms) => {
      await sleep(ms);
      return ms;
    });
    expect(await collected(results)).toEqual([30, 1, 10, 0]);
  });

  it('has no more at work than it may', async () => {
    let running = 0;
    let most = 0;
    const work = async (input: number) => {
      most = Math.max(most, ++running);
      await sleep(1);
      running -= 1;
      return input;
    };
    await collected(inOrder(Array(20).keys(), 3, work));
    expect(most).toBe(3);
  });

  it('takes no more from the source than there is room for', async () => {
    let taken = 0;
    function* endless() {
      for (;;) yield taken++;
    }
    for await (const result of inOrder(endless(), 2, async (input) => input)) if (result === 5) break;
    expect(taken).toBeLessThan(10);
  });

  it('meets a fault at its turn', async () => {
    const seen: number[] = [];
    const results = inOrder([1, 2, 3], 3, async (input) => {
      if (input === 2) throw new Error('two');
      return input;
    });
    await expect(
      (async () => {
        for await (const result of results) seen.push(result);
      })(),
    ).rejects.toThrow('two');
    expect(seen).toEqual([1]);
  });
});

describe('inParallel', () => {
  it('does everything once and keeps to its number', async () => {
    const done: number[] = [];
    let running = 0;
    let most = 0;
    await inParallel(Array(25).keys(), 4, async (input) => {
      most = Math.max(most, ++running);
      await sleep(input % 3);
      running -= 1;
      done.push(input);
    });
    expect(done.toSorted((a, b) => a - b)).toEqual([...Array(25).keys()]);
    expect(most).toBe(4);
  });

  it('starts nothing new after a fault', async () => {
    let started = 0;
    const work = async (input: number) => {
      started += 1;
      if (input === 3) throw new Error('three');
    };
    await expect(inParallel(Array(100).keys(), 1, work)).rejects.toThrow('three');
    expect(started).toBe(4);
  });
});
