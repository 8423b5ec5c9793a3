import { cpuSecondsOf, cpuSecondsOfTree, procStat, secondsOfTree } from './proc.js';

const line = (parent: number, times: readonly number[]) => `7 (a name) with) S ${parent} 1 1 0 -1 0 0 0 0 0 ${times.join(' ')} 20 0 1`;

describe('figures of processes', () => {
  it('are read behind a name that may hold anything', () => {
    expect(procStat(line(3, [150, 50, 20, 10]))).toEqual({ parent: 3, own: 2, ended: 0.3 });
  });

  it('are those of a process and all that came from it, and of no other', () => {
    const stats = new Map([
      [1, procStat(line(0, [100, 0, 0, 0]))],
      [2, procStat(line(1, [200, 0, 50, 0]))],
      [3, procStat(line(2, [300, 0, 0, 0]))],
      [4, procStat(line(1, [900, 0, 0, 0]))],
    ]);
    expect(secondsOfTree(2, stats)).toBe(5.5);
    expect(secondsOfTree(5, stats)).toBe(0);
  });

  it('are not numbers where there is no such process', async () => {
    expect(await cpuSecondsOf(2 ** 30)).toBeNaN();
    expect(await cpuSecondsOfTree(2 ** 30)).toBe(0);
  });
});
