import type { StageFigures } from '#queue';
import { archiveMetrics } from './metrics.js';

const figures: StageFigures = {
  stage: 'parser',
  queue: 'speech.parse',
  waiting: 3,
  active: 1,
  delayed: 0,
  failed: 2,
  paused: true,
  oldestAgeMs: 1_500,
  waitMs: { p50: 10, p95: 250 },
  runMs: null,
  ratePerMinute: { in: 4, out: 5 },
  workers: 2,
  forecastSeconds: null,
};

describe('archiveMetrics', () => {
  const text = archiveMetrics([figures], 42);

  it.each([
    'rostra_stage_documents{stage="parser",state="waiting"} 3',
    'rostra_stage_documents{stage="parser",state="failed"} 2',
    'rostra_stage_oldest_age_seconds{stage="parser"} 1.5',
    'rostra_stage_wait_seconds{stage="parser",quantile="0.95"} 0.25',
    'rostra_stage_paused{stage="parser"} 1',
    'rostra_event_sequence 42',
  ])('has %s', (line) => {
    expect(text.split('\n')).toContain(line);
  });

  it('leaves out what is not known', () => {
    expect(text).not.toContain('rostra_stage_run_seconds');
    expect(text).not.toContain('rostra_stage_forecast_seconds');
    expect(text).not.toMatch(/null|NaN|undefined/);
  });
});
