import { TryLater } from './errors.js';
import { RecentTrouble } from './recent-trouble.js';

describe('recent trouble', () => {
  const full = new TryLater(1_000, 'The disk is full.');
  let now = 0;
  let trouble: RecentTrouble;
  beforeEach(() => {
    trouble = new RecentTrouble(() => now);
  });
  const failing = (error: Error) => trouble.during(() => Promise.reject(error)).catch(() => undefined);

  it('is told of for a while after it was met last', async () => {
    expect(() => trouble.check()).not.toThrow();
    trouble.met(new Error('something else'));
    now += 8_000;
    await failing(full);
    now += 8_000;
    expect(() => trouble.check()).toThrow(full);
    now += 8_000;
    expect(() => trouble.check()).not.toThrow();
  });

  it('is over once the same work succeeds', async () => {
    await failing(full);
    expect(await trouble.during(async () => 'kept')).toBe('kept');
    expect(() => trouble.check()).not.toThrow();
  });

  it('is nothing that only the work is to blame for', async () => {
    await failing(new Error('a fault'));
    expect(() => trouble.check()).not.toThrow();
  });
});
