import { jest } from '@jest/globals';
import { Slots } from './slots.js';

describe('Slots', () => {
  it('runs at most so many at once, the others in the order they came', async () => {
    const slots = new Slots(2);
    let running = 0;
    let most = 0;
    const order: number[] = [];
    await Promise.all(
      Array.from({ length: 8 }, (_, n) =>
        slots.use(async () => {
          running += 1;
          most = Math.max(most, running);
          order.push(n);
          await new Promise((resolve) => setImmediate(resolve));
          running -= 1;
        }),
      ),
    );
    expect(most).toBe(2);
    expect(order).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
  });

  it('serves what is live before what has waited longer in the background', async () => {
    const slots = new Slots(1);
    const order: string[] = [];
    const first = Promise.withResolvers<void>();
    await Promise.all([
      slots.use(() => first.promise),
      ...['a', 'b'].map((name) => slots.use(async () => order.push(name), 'background')),
      ...['c', 'd'].map((name) => slots.use(async () => order.push(name))),
      Promise.resolve(first.resolve()),
    ]);
    expect(order).toEqual(['c', 'd', 'a', 'b']);
  });

  describe('with more slots than are open', () => {
    const open: Slots = new Slots(3, { least: 1 });
    let running = 0;
    const ends: (() => void)[] = [];
    const begin = () =>
      open.use(async () => {
        running += 1;
        await new Promise<void>((resolve) => ends.push(resolve));
        running -= 1;
      });
    const settled = () => jest.advanceTimersByTimeAsync(0);

    beforeEach(() => jest.useFakeTimers());
    afterEach(() => jest.useRealTimers());

    it('opens one after the other while somebody waits without a break, and gives them up after a while of quiet', async () => {
      const works = [begin(), begin(), begin(), begin(), begin()];
      await jest.advanceTimersByTimeAsync(200);
      expect(running).toBe(1);
      await jest.advanceTimersByTimeAsync(100);
      expect(running).toBe(2);
      await jest.advanceTimersByTimeAsync(10_000);
      expect(running).toBe(3);
      for (let left = works.length; left > 0; left -= 1) {
        await jest.advanceTimersByTimeAsync(6_000);
        ends.shift()?.();
        await settled();
      }
      await Promise.all(works);
      const quiet = [begin(), begin()];
      await settled();
      expect(running).toBe(1);
      ends.shift()?.();
      await settled();
      ends.shift()?.();
      await Promise.all(quiet);
    });

    it('gives none up while somebody has waited long', async () => {
      const works = Array.from({ length: 6 }, begin);
      await jest.advanceTimersByTimeAsync(20_000);
      expect(running).toBe(3);
      ends.shift()?.();
      await settled();
      expect(running).toBe(3);
      while (ends.length > 0) {
        ends.shift()?.();
        await settled();
      }
      await Promise.all(works);
    });

    it('opens none for a crowd that comes to an end in between', async () => {
      const works: Promise<void>[] = [];
      for (let round = 0; round < 5; round += 1) {
        works.push(begin(), begin());
        await jest.advanceTimersByTimeAsync(200);
        expect(running).toBe(1);
        ends.shift()?.();
        await settled();
        ends.shift()?.();
        await settled();
      }
      await Promise.all(works);
    });
  });

  it('frees the slot of work that failed', async () => {
    const slots = new Slots(1);
    await expect(slots.use(() => Promise.reject(new Error('fault')))).rejects.toThrow('fault');
    expect(await slots.use(async () => 'next')).toBe('next');
  });
});
