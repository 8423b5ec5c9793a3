import { type Labels, metric, type Sample } from '#platform';
import type { StageFigures } from '#queue';

/** The figures of the archive in Prometheus' text format, version 0.0.4. Names start with `rostra_`; times are in seconds. */
export function archiveMetrics(stages: readonly StageFigures[], lastEvent: number): string {
  const perStage = (value: (figures: StageFigures) => number | null, more: Labels = {}): Sample[] =>
    stages.flatMap((figures) => {
      const known = value(figures);
      return known === null ? [] : [[{ stage: figures.stage, ...more }, known] as const];
    });
  const seconds = (ms: number | null | undefined): number | null => (ms === null || ms === undefined ? null : ms / 1000);
  return [
    metric('rostra_stage_documents', 'gauge', 'Documents in a stage by state.', [
      ...perStage(({ waiting }) => waiting, { state: 'waiting' }),
      ...perStage(({ active }) => active, { state: 'active' }),
      ...perStage(({ delayed }) => delayed, { state: 'delayed' }),
      ...perStage(({ failed }) => failed, { state: 'failed' }),
    ]),
    metric(
      'rostra_stage_oldest_age_seconds',
      'gauge',
      'Age of the oldest document in a stage.',
      perStage(({ oldestAgeMs }) => seconds(oldestAgeMs) ?? 0),
    ),
    metric('rostra_stage_wait_seconds', 'gauge', 'Time documents waited for a stage, last 15 minutes.', [
      ...perStage(({ waitMs }) => seconds(waitMs?.p50), { quantile: '0.5' }),
      ...perStage(({ waitMs }) => seconds(waitMs?.p95), { quantile: '0.95' }),
    ]),
    metric('rostra_stage_run_seconds', 'gauge', 'Time a stage worked on a document, last 15 minutes.', [
      ...perStage(({ runMs }) => seconds(runMs?.p50), { quantile: '0.5' }),
      ...perStage(({ runMs }) => seconds(runMs?.p95), { quantile: '0.95' }),
    ]),
    metric('rostra_stage_rate_per_minute', 'gauge', 'Documents that came and went in the last minute.', [
      ...perStage(({ ratePerMinute }) => ratePerMinute.in, { direction: 'in' }),
      ...perStage(({ ratePerMinute }) => ratePerMinute.out, { direction: 'out' }),
    ]),
    metric(
      'rostra_stage_workers',
      'gauge',
      'Workers of a stage.',
      perStage(({ workers }) => workers),
    ),
    metric(
      'rostra_stage_paused',
      'gauge',
      '1 while a stage is paused.',
      perStage(({ paused }) => Number(paused)),
    ),
    metric(
      'rostra_stage_forecast_seconds',
      'gauge',
      'Time until a stage is empty at the present rate; absent while nothing moves.',
      perStage(({ forecastSeconds }) => forecastSeconds),
    ),
    metric('rostra_event_sequence', 'counter', 'Number of the last event in the log.', [[{}, lastEvent]]),
  ].join('');
}
