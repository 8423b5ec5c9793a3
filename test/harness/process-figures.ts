import { readFile, writeFile } from 'node:fs/promises';
import type { RunningApp } from '../support/running-apps.js';

export interface ProcessFigures {
  readonly name: string;
  /** Most memory it has had resident since it was watched, in MB. */
  readonly peakMb: number;
  /** How late its event loop came to what was due, 99 times of 100, and at most, in ms. */
  readonly lateMs: number;
  readonly latestMs: number;
}

const MB = 1024;

/** What a process needs from now on: its peak of memory is forgotten, and so is how late its event loop was. `metrics` is the address of its figures. */
export async function watch(app: RunningApp, metrics: string): Promise<() => Promise<ProcessFigures>> {
  const { pid, name } = app;
  await writeFile(`/proc/${pid}/clear_refs`, '5');
  await figuresAt(metrics);
  return async () => {
    const text = await figuresAt(metrics);
    const late = (quantile: string) =>
      1_000 * Number(new RegExp(`^rostra_event_loop_delay_seconds\\{quantile="${quantile}"\\} (\\S+)`, 'm').exec(text)?.[1]);
    const status = await readFile(`/proc/${pid}/status`, 'utf8');
    const peak = Number(/^VmHWM:\s+(\d+) kB/m.exec(status)?.[1]);
    return { name, peakMb: Math.round(peak / MB), lateMs: Math.round(late('0.99')), latestMs: Math.round(late('1')) };
  };
}

const figuresAt = async (address: string): Promise<string> => (await fetch(address)).text();

/** Where a process says how it is, by what it said when it started. The api and the one process say it on their own address. */
export function metricsOf(app: RunningApp, base: string): string {
  const said = [...app.said().matchAll(/Its health is told at (\S+)\/health\/ready/g)].at(-1)?.[1];
  return `${said ?? base}/metrics`;
}
