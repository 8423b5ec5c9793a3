import { monitorEventLoopDelay } from 'node:perf_hooks';

export type Labels = Readonly<Record<string, string>>;
export type Sample = readonly [labels: Labels, value: number];

/** The event loop is looked at this often, in ms. */
const LOOK_MS = 10;
const loopDelay = monitorEventLoopDelay({ resolution: LOOK_MS });
loopDelay.enable();

/** How late the event loop came to what was due, since this was asked for last: whatever waits for this process waits that long besides. */
function loopDelays(): Sample[] {
  const seconds = (nanoseconds: number) => Math.max(0, nanoseconds / 1e9 - LOOK_MS / 1e3);
  const looks = loopDelay.count;
  const samples = [50, 99, 100].map((percent): Sample => [{ quantile: String(percent / 100) }, seconds(loopDelay.percentile(percent))]);
  loopDelay.reset();
  return looks === 0 ? [] : samples;
}

/** What this process uses, in Prometheus' text format, version 0.0.4. */
export function processMetrics(): string {
  const memory = process.memoryUsage();
  const cpu = process.cpuUsage();
  return [
    metric('rostra_process_resident_memory_bytes', 'gauge', 'Memory of the process.', [[{}, memory.rss]]),
    metric('rostra_process_heap_bytes', 'gauge', 'Used part of the JavaScript heap.', [[{}, memory.heapUsed]]),
    metric('rostra_process_cpu_seconds_total', 'counter', 'Processor time used.', [[{}, (cpu.user + cpu.system) / 1e6]]),
    metric('rostra_process_uptime_seconds', 'gauge', 'Time since the start.', [[{}, process.uptime()]]),
    metric('rostra_event_loop_delay_seconds', 'gauge', 'Lateness of the event loop since it was last asked for.', loopDelays()),
  ].join('');
}

/** One metric with its samples; nothing when there are none. */
export function metric(name: string, type: 'gauge' | 'counter', help: string, samples: readonly Sample[]): string {
  const lines = samples.map(([labels, value]) => `${name}${labelText(labels)} ${value}\n`);
  return lines.length === 0 ? '' : `# HELP ${name} ${help}\n# TYPE ${name} ${type}\n${lines.join('')}`;
}

function labelText(labels: Labels): string {
  const pairs = Object.entries(labels).map(
    ([name, value]) => `${name}="${value.replace(/[\\"\n]/g, (mark) => (mark === '\n' ? '\\n' : `\\${mark}`))}"`,
  );
  return pairs.length === 0 ? '' : `{${pairs.join(',')}}`;
}
