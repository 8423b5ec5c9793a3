import { stageTable } from './queues.js';

const idle = { waiting: 0, active: 0, delayed: 0, failed: 0, paused: false, workers: 1 };

describe('stageTable', () => {
  it('shows each stage in a line, with a dash for what is not known', () => {
    const busy = {
      ...{ stage: 'parser', waiting: 120, active: 2, delayed: 1, failed: 3, paused: true, workers: 2 },
      ...{
        oldestAgeMs: 4_210,
        waitMs: { p50: 900, p95: 1_900 },
        runMs: { p50: 12, p95: 31.4 },
        ratePerMinute: { in: 300.4, out: 250 },
        forecastSeconds: 90,
      },
    };
    expect(stageTable([{ ...idle, stage: 'crawler', oldestAgeMs: null, forecastSeconds: null }, busy])).toEqual([
      'stage            waiting  active  delayed  failed  oldest  wait p95  run p95  in/min  out/min  workers  empty in',
      'crawler                0       0        0       0       –         –        –       –        –        1         –',
      'parser (paused)      120       2        1       3   4.2 s     1.9 s    31 ms     300      250        2     2 min',
    ]);
  });
});
