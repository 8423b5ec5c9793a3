import { Gate } from './gate.js';

describe('Gate', () => {
  it('lets many share and one be alone', async () => {
    const gate = new Gate();
    let shared = 0;
    let alone = 0;
    let mostShared = 0;
    const step = () => new Promise((resolve) => setImmediate(resolve));
    const sharing = async () => {
      shared += 1;
      mostShared = Math.max(mostShared, shared);
      expect(alone).toBe(0);
      await step();
      shared -= 1;
    };
    const solo = async () => {
      alone += 1;
      expect(shared).toBe(0);
      expect(alone).toBe(1);
      await step();
      alone -= 1;
    };
    await Promise.all(Array.from({ length: 30 }, (_, n) => (n % 5 === 4 ? gate.alone(solo) : gate.shared(sharing))));
    expect(mostShared).toBeGreaterThan(1);
    expect([shared, alone]).toEqual([0, 0]);
  });

  it('opens again after work that failed', async () => {
    const gate = new Gate();
    await expect(gate.alone(() => Promise.reject(new Error('crash')))).rejects.toThrow('crash');
    await expect(gate.shared(() => Promise.reject(new Error('fault')))).rejects.toThrow('fault');
    expect(await gate.shared(async () => 'in')).toBe('in');
    expect(await gate.alone(async () => 'in')).toBe('in');
  });
});
