import { readdir, readFile, writeFile } from 'node:fs/promises';

/** Linux keeps the peak itself; 5 sets it to what is in use now (proc_pid_clear_refs). */
export const beginPeakAnew = (pid: number): Promise<void> => writeFile(`/proc/${pid}/clear_refs`, '5').catch(() => undefined);

/** Largest resident memory, in bytes; NaN where there is no /proc. */
export async function peakMemoryOf(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  return Number(/^VmHWM:\s+(\d+) kB$/m.exec(status)?.[1] ?? Number.NaN) * 1_024;
}

export interface ProcStat {
  readonly parent: number;
  /** Of the process with all its threads, in seconds. */
  readonly own: number;
  /** Of children that ended and were waited for, in seconds. */
  readonly ended: number;
}

/** Reads proc_pid_stat: field 4 is the parent, 14 to 17 are times in ticks of 10 ms; the name before them may hold blanks. */
export function procStat(stat: string): ProcStat {
  const fields = stat
    .slice(stat.lastIndexOf(')') + 2)
    .split(' ')
    .map(Number);
  const [parent, user, system, endedUser, endedSystem] = [1, 11, 12, 13, 14].map((at) => fields[at] ?? Number.NaN) as [
    number,
    number,
    number,
    number,
    number,
  ];
  return { parent, own: (user + system) / 100, ended: (endedUser + endedSystem) / 100 };
}

/** Processor time of one process so far, in seconds; NaN where there is no /proc. */
export async function cpuSecondsOf(pid: number): Promise<number> {
  return procStat(await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '')).own;
}

/** Processor time of a process and all that came from it, in seconds: servers work in children, which may have ended by now. */
export async function cpuSecondsOfTree(pid: number): Promise<number> {
  const pids = (await readdir('/proc').catch(() => [])).filter((name) => /^\d+$/.test(name));
  const stats = new Map<number, ProcStat>();
  await Promise.all(
    pids.map(async (name) => {
      const stat = await readFile(`/proc/${name}/stat`, 'utf8').catch(() => null);
      if (stat !== null) stats.set(Number(name), procStat(stat));
    }),
  );
  return secondsOfTree(pid, stats);
}

export function secondsOfTree(pid: number, stats: ReadonlyMap<number, ProcStat>): number {
  const children = Map.groupBy(stats.keys(), (one) => stats.get(one)?.parent);
  const sum = (one: number): number => {
    const { own = 0, ended = 0 } = stats.get(one) ?? {};
    return (children.get(one) ?? []).reduce((seconds, child) => seconds + sum(child), own + ended);
  };
  return sum(pid);
}
