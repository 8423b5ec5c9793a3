import { setTimeout as sleep } from 'node:timers/promises';
import { EXIT, type ExitCode, messageOf } from '../exit.js';
import { isPassing, type Server } from '../server/server.js';
import { queuesShape, type StageAnswer } from '../server/shapes.js';
import type { Output } from '../terminal/output.js';
import { spanOf } from '../terminal/spans.js';
import { tableLines } from '../terminal/table.js';

const EVERY_MS = 1_000;
const CLEAR = '\u001b[H\u001b[J';

export interface QueuesOptions {
  readonly server: Server;
  readonly json: boolean;
  readonly watch: boolean;
  readonly output: Output;
  readonly notes: Output;
}

/** Prints what waits, runs and failed in each stage, once or every second until it is stopped. */
export async function queues(options: QueuesOptions): Promise<ExitCode> {
  await show(options);
  while (options.watch) {
    await sleep(EVERY_MS);
    await show(options).catch((error: unknown) => {
      if (!isPassing(error)) throw error;
      const shown = options.output.isTerminal && !options.json;
      return shown ? options.output.line(`${CLEAR}${messageOf(error)}`) : options.notes.line(`rostra: ${messageOf(error)}`);
    });
  }
  return EXIT.done;
}

async function show({ server, json, watch, output }: QueuesOptions): Promise<void> {
  const answer = await server.get(queuesShape, '/api/v1/queues');
  const text = json ? JSON.stringify(answer) : stageTable(answer.stages).join('\n');
  await output.line(watch && output.isTerminal && !json ? `${CLEAR}${text}` : text);
}

const right = 'right' as const;
const COLUMNS = [
  { head: 'stage' },
  { head: 'waiting', align: right },
  { head: 'active', align: right },
  { head: 'delayed', align: right },
  { head: 'failed', align: right },
  { head: 'oldest', align: right },
  { head: 'wait p95', align: right },
  { head: 'run p95', align: right },
  { head: 'in/min', align: right },
  { head: 'out/min', align: right },
  { head: 'workers', align: right },
  { head: 'empty in', align: right },
];

export function stageTable(stages: readonly StageAnswer[]): string[] {
  return tableLines(COLUMNS, stages.map(cells));
}

function cells(stage: StageAnswer): string[] {
  const { waiting, active, delayed, failed, oldestAgeMs, waitMs, runMs, ratePerMinute, workers, forecastSeconds } = stage;
  const orDash = (ms: number | null | undefined) => (typeof ms === 'number' ? spanOf(ms) : '–');
  return [
    stage.paused ? `${stage.stage} (paused)` : stage.stage,
    ...[waiting, active, delayed, failed].map(String),
    ...[oldestAgeMs, waitMs?.p95, runMs?.p95].map(orDash),
    ...[ratePerMinute?.in, ratePerMinute?.out].map((rate) => (typeof rate === 'number' ? String(Math.round(rate)) : '–')),
    String(workers),
    orDash(typeof forecastSeconds === 'number' ? forecastSeconds * 1_000 : null),
  ];
}
