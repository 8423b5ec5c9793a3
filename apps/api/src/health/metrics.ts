import type { StageFigures } from '#queue';

type Labels = Readonly<Record<string, string>>;
type Sample = readonly [labels: Labels, value: number];

/** The figures in Prometheus' text format, version 0.0.4. Names start with `rostra_`; times are in seconds. */
export function metricsText(
  stages: readonly StageFigures[],
  lastEvent: number,
  memory: NodeJS.MemoryUsage,
  cpu: NodeJS.CpuUsage,
  uptime: number,
): string {
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
    metric('rostra_process_resident_memory_bytes', 'gauge', 'Memory of the process.', [[{}, memory.rss]]),
    metric('rostra_process_heap_bytes', 'gauge', 'Used part of the JavaScript heap.', [[{}, memory.heapUsed]]),
    metric('rostra_process_cpu_seconds_total', 'counter', 'Processor time used.', [[{}, (cpu.user + cpu.system) / 1e6]]),
    metric('rostra_process_uptime_seconds', 'gauge', 'Time since the start.', [[{}, uptime]]),
  ].join('');
}

function metric(name: string, type: 'gauge' | 'counter', help: string, samples: readonly Sample[]): string {
  const lines = samples.map(([labels, value]) => `${name}${labelText(labels)} ${value}\n`);
  return lines.length === 0 ? '' : `# HELP ${name} ${help}\n# TYPE ${name} ${type}\n${lines.join('')}`;
}

function labelText(labels: Labels): string {
  const pairs = Object.entries(labels).map(
    ([name, value]) => `${name}="${value.replace(/[\\"\n]/g, (mark) => (mark === '\n' ? '\\n' : `\\${mark}`))}"`,
  );
  return pairs.length === 0 ? '' : `{${pairs.join(',')}}`;
}
