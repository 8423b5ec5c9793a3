import { type ChildProcess, fork } from 'node:child_process';
import type { ParseAnswer, ParseTask } from './parse.worker.js';

export interface ApartOptions {
  /** The built file of the process. */
  readonly file: string;
  readonly heapMb: number;
  readonly deadlineMs: number;
  /** Ends the process early. */
  readonly signal: AbortSignal;
}

/** The process ended without an answer. */
class ProcessEnded extends Error {
  override readonly name = 'ProcessEnded';
}

/**
 * Parses one page in a process of its own, so that whatever the page does to its parser, this process lives and the blame is certain.
 * Rejects with ProcessEnded when there is no answer within the deadline, or the process dies before.
 */
export async function parseApart(task: ParseTask, { file, heapMb, deadlineMs, signal }: ApartOptions): Promise<ParseAnswer> {
  const child = fork(file, {
    execArgv: [`--max-old-space-size=${heapMb}`],
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    signal,
    killSignal: 'SIGKILL',
    timeout: deadlineMs,
  });
  child.send(task);
  return answerOf(child);
}

function answerOf(child: ChildProcess): Promise<ParseAnswer> {
  return new Promise((resolve, reject) => {
    child.once('message', (answer) => resolve(answer as ParseAnswer));
    child.once('error', (cause) => reject(new ProcessEnded('The process of the page could not go on.', { cause })));
    child.once('exit', (code, signal) => reject(new ProcessEnded(`The process of the page ended with ${signal ?? code}.`)));
  });
}
