import { appendFile, readFile } from 'node:fs/promises';
import type { RunningApp } from '../../support/running-apps.js';

const EVERY_MS = 10_000;
const MB = 1024 * 1024;
const HOUR_MS = 3_600_000;

interface Sample {
  /** Since the watch began, in ms. */
  readonly atMs: number;
  /** In MB. */
  readonly resident: number;
  /** Used part of the JavaScript heap in MB, with what the next collection takes; null when the process does not say. */
  readonly heap: number | null;
}

/** One life of a process. */
interface Life {
  readonly name: string;
  readonly samples: Sample[];
}

export interface Growth {
  readonly name: string;
  readonly minutes: number;
  /** At the end of the warm-up and at the end, in MB, as the line through all samples has it. */
  readonly from: number;
  readonly to: number;
  /** MB an hour. */
  readonly perHour: number;
  readonly heapPerHour: number | null;
}

/** Looks at the memory of these processes each ten seconds; a process that is started again begins anew. */
export class MemoryWatch {
  private readonly lives = new Map<number, Life>();
  private readonly startedAt = performance.now();
  private readonly timer: NodeJS.Timeout;

  /** `base` is where the app answers that serves HTTP itself; `file` gets a line for each sample. */
  constructor(
    private readonly apps: readonly RunningApp[],
    private readonly base: string,
    private readonly file: string,
  ) {
    this.timer = setInterval(() => void Promise.all(this.apps.map((app) => this.look(app))), EVERY_MS);
  }

  stop(): void {
    clearInterval(this.timer);
  }

  /** What each has now, in MB. */
  now(): string {
    return this.apps
      .map(({ name, pid }) => `${name} ${Math.round((pid !== null && this.lives.get(pid)?.samples.at(-1)?.resident) || 0)}`)
      .join(' ');
  }

  /** Of each process in its longest life, once it had run for `warmUpMs`. */
  growth(warmUpMs: number): Growth[] {
    return this.apps.flatMap(({ name }) => {
      const lives = [...this.lives.values()].filter((life) => life.name === name).map(({ samples }) => samples);
      const longest = lives.toSorted((a, b) => lasted(b) - lasted(a))[0] ?? [];
      const warm = longest.filter(({ atMs }) => atMs - (longest[0]?.atMs ?? 0) >= warmUpMs);
      if (warm.length < 3) return [];
      const resident = lineThrough(warm.map(({ atMs, resident: y }) => [atMs, y]));
      const heap = lineThrough(warm.flatMap(({ atMs, heap: y }) => (y === null ? [] : [[atMs, y]])));
      return [
        {
          name,
          minutes: Math.round(lasted(warm) / 60_000),
          from: resident.at(warm[0]?.atMs ?? 0),
          to: resident.at(warm.at(-1)?.atMs ?? 0),
          perHour: resident.slope * HOUR_MS,
          heapPerHour: Number.isNaN(heap.slope) ? null : heap.slope * HOUR_MS,
        },
      ];
    });
  }

  private async look(app: RunningApp): Promise<void> {
    const { pid, name } = app;
    if (pid === null) return;
    const resident = await residentMb(pid);
    if (resident === null) return;
    const sample = { atMs: performance.now() - this.startedAt, resident, heap: await heapMb(app.name === 'api' ? this.base : app.toldUrl) };
    const life = this.lives.get(pid) ?? { name, samples: [] };
    this.lives.set(pid, life);
    life.samples.push(sample);
    await appendFile(
      this.file,
      `${Math.round(sample.atMs / 1000)}\t${name}\t${pid}\t${resident.toFixed(1)}\t${sample.heap?.toFixed(1) ?? ''}\n`,
    );
  }
}

const lasted = (samples: readonly Sample[]): number => (samples.at(-1)?.atMs ?? 0) - (samples[0]?.atMs ?? 0);

async function residentMb(pid: number): Promise<number | null> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  const kilobytes = /^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1];
  return kilobytes === undefined ? null : Number(kilobytes) / 1024;
}

async function heapMb(base: string | null): Promise<number | null> {
  if (base === null) return null;
  const text = await fetch(`${base}/metrics`, { signal: AbortSignal.timeout(2_000) })
    .then((answer) => answer.text())
    .catch(() => '');
  const bytes = /^rostra_process_heap_bytes (\d+)$/m.exec(text)?.[1];
  return bytes === undefined ? null : Number(bytes) / MB;
}

/** By least squares; NaN with fewer than two points. */
function lineThrough(points: readonly (readonly number[])[]): { slope: number; at(x: number): number } {
  const mean = (place: number) => points.reduce((sum, point) => sum + (point[place] ?? 0), 0) / points.length;
  const [x0, y0] = [mean(0), mean(1)];
  const over = points.reduce((sum, [x = 0, y = 0]) => sum + (x - x0) * (y - y0), 0);
  const slope = over / points.reduce((sum, [x = 0]) => sum + (x - x0) ** 2, 0);
  return { slope, at: (x) => y0 + slope * (x - x0) };
}
