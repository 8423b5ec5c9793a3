import { jest } from '@jest/globals';
import { parseStage } from '#stages';
import type { Claim } from '#store';
import { Leases } from './leases.js';

const claimOf = (token: string): Claim => ({ documentId: token, token, revision: 1, stage: { ...parseStage, leaseMs: 20_000 } }) as Claim;

describe('leases', () => {
  const renewed: string[][] = [];
  let failing = false;
  const released: string[] = [];
  const documents = {
    release: async ({ token }: Claim) => {
      if (failing) throw new Error('the database is away');
      released.push(token);
    },
    renew: async (claims: readonly Claim[]) => {
      renewed.push(claims.map(({ token }) => token));
      if (failing) throw new Error('the database is away');
    },
  };
  const troubles: string[] = [];
  let leases: Leases;

  beforeEach(() => {
    jest.useFakeTimers();
    renewed.length = 0;
    released.length = 0;
    troubles.length = 0;
    failing = false;
    leases = new Leases(documents, ({ message }) => troubles.push(message));
  });
  afterEach(() => {
    jest.useRealTimers();
  });

  /** Work that goes on until it is told to end. */
  function work() {
    const { promise, resolve } = Promise.withResolvers<string>();
    return { run: () => promise, end: resolve };
  }

  it('are prolonged in one statement while the work goes on, and no longer', async () => {
    const [first, second] = [work(), work()];
    const both = [leases.during([claimOf('a'), claimOf('b')], first.run), leases.during([claimOf('c')], second.run)];
    await jest.advanceTimersByTimeAsync(5_000);
    expect(renewed).toEqual([['a', 'b', 'c']]);
    first.end('done');
    expect(await both[0]).toBe('done');
    await jest.advanceTimersByTimeAsync(5_000);
    expect(renewed).toEqual([['a', 'b', 'c'], ['c']]);
    second.end('done');
    await both[1];
    await jest.advanceTimersByTimeAsync(60_000);
    expect(renewed).toHaveLength(2);
  });

  it('end with the work that throws', async () => {
    await expect(leases.during([claimOf('a')], () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    await jest.advanceTimersByTimeAsync(60_000);
    expect(renewed).toEqual([]);
  });

  it('go on after a failure, which is told', async () => {
    failing = true;
    const one = work();
    const through = leases.during([claimOf('a')], one.run);
    await jest.advanceTimersByTimeAsync(15_000);
    expect([renewed.length, troubles]).toEqual([3, Array(3).fill('the database is away')]);
    one.end('done');
    await through;
  });

  it('are given back as soon as the database takes them', async () => {
    failing = true;
    leases.giveBack(claimOf('a'));
    await jest.advanceTimersByTimeAsync(2_000);
    expect(released).toEqual([]);
    failing = false;
    await jest.advanceTimersByTimeAsync(5_000);
    expect(released).toEqual(['a']);
  });

  it('are let go when the work hangs', async () => {
    const one = work();
    const through = leases.during([claimOf('a')], one.run);
    await jest.advanceTimersByTimeAsync(20 * 60_000);
    expect(renewed.filter((tokens) => tokens.length > 0)).toHaveLength(120);
    one.end('done');
    await through;
  });
});
