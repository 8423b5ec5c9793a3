import { setTimeout as sleep } from 'node:timers/promises';
import { EXIT, type ExitCode, Failure } from '../exit.js';
import { progressOf, reportLines } from '../reparse/report-lines.js';
import { NoAnswer, type Server } from '../server/server.js';
import { type ReparseAnswer, type ReparseLine, reparseLineShape, reparseListShape, reparseShape } from '../server/shapes.js';
import type { Output } from '../terminal/output.js';

const RUNS = '/api/v1/reparses';
const ROUND_MS = 250;
/** Counting a large run takes the server a while; it is to spend a small part of its time on it. */
const PAUSE_PER_ANSWER = 10;
const LONGEST_ROUND_MS = 5_000;
/** A server that is restarted is waited for so long; the run goes on with it. */
const PATIENCE_MS = 60_000;
const TELL_MS = 5_000;

export interface ReparseOptions {
  readonly server: Server;
  /** What to do; null only shows the newest run. */
  readonly verb: 'dry-run' | 'apply' | 'rollback' | null;
  /** The run to apply or roll back; null means the one that can be. */
  readonly run: string | null;
  readonly all: boolean;
  /** Whose documents to look at; null means all. */
  readonly site: string | null;
  readonly json: boolean;
  readonly output: Output;
  readonly notes: Output;
}

/** Begins a step of a reparse or goes on with it, shows how far it is until it has ended, and prints the report. */
export async function reparse(options: ReparseOptions): Promise<ExitCode> {
  const { server, verb, json, output } = options;
  const id = await begun(options);
  if (id === null) {
    await output.line(json ? 'null' : 'No reparse yet. Begin with rostra reparse --dry-run, which changes nothing.');
    return EXIT.done;
  }
  const report = verb === null ? await look(server, id) : await followed(id, options);
  if (json) await output.line(JSON.stringify(report));
  else for (const line of reportLines(report, server, output)) await output.line(line);
  return verb === null || report.state === END[verb] ? EXIT.done : EXIT.incomplete;
}

const END = { 'dry-run': 'compared', apply: 'applied', rollback: 'rolledBack' } as const;
/** The runs a verb is meant for, the first that there is. */
const MEANT = { apply: ['compared', 'applying', 'applied'], rollback: ['applied', 'rollingBack', 'applying'] } as const;

const look = (server: Server, id: string): Promise<ReparseAnswer> => server.get(reparseShape, `${RUNS}/${id}`);

async function begun({ server, verb, run, all, site }: ReparseOptions): Promise<string | null> {
  if (verb === 'dry-run') {
    const started = await server.post(reparseLineShape, RUNS, {
      mode: 'dry-run',
      scope: all ? 'all' : 'outdated',
      ...(site === null ? {} : { site }),
    });
    return started.id;
  }
  const id = run ?? (await meant(server, verb));
  if (verb !== null && id !== null) await server.post(reparseLineShape, `${RUNS}/${encodeURIComponent(id)}/${verb}`);
  return id;
}

async function meant(server: Server, verb: 'apply' | 'rollback' | null): Promise<string | null> {
  const { reparses } = await server.get(reparseListShape, RUNS);
  const [newest] = reparses;
  if (verb === null) return newest?.id ?? null;
  if (!newest) throw new Failure(EXIT.refused, 'There is no run yet. Begin with rostra reparse --dry-run, which changes nothing.');
  return byState(reparses, MEANT[verb])?.id ?? newest.id;
}

const byState = (runs: readonly ReparseLine[], states: readonly string[]): ReparseLine | undefined =>
  runs.find(({ state }) => states.includes(state));

/** Asks again and again until the run is at rest. Throws NoAnswer when the server stays away. */
async function followed(id: string, { server, notes }: ReparseOptions): Promise<ReparseAnswer> {
  let answeredAt = performance.now();
  let toldAt = answeredAt;
  for (;;) {
    const now = performance.now();
    const report = await look(server, id).catch((error: unknown) => {
      if (error instanceof NoAnswer && now - answeredAt < PATIENCE_MS) return null;
      throw error;
    });
    if (report) answeredAt = now;
    if (report && !AT_WORK.includes(report.state)) {
      if (notes.isTerminal) await notes.write(CLEAR_LINE);
      return report;
    }
    if (report && (notes.isTerminal || now - toldAt > TELL_MS)) {
      toldAt = now;
      await notes.write(notes.isTerminal ? `${CLEAR_LINE}${progressOf(report)}` : `${progressOf(report)}\n`);
    }
    await sleep(Math.min(LONGEST_ROUND_MS, Math.max(ROUND_MS, PAUSE_PER_ANSWER * (performance.now() - now))));
  }
}

const AT_WORK = ['comparing', 'applying', 'rollingBack'];
const CLEAR_LINE = '\r\u001b[K';
