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

  it('frees the slot of work that failed', async () => {
    const slots = new Slots(1);
    await expect(slots.use(() => Promise.reject(new Error('fault')))).rejects.toThrow('fault');
    expect(await slots.use(async () => 'next')).toBe('next');
  });
});
