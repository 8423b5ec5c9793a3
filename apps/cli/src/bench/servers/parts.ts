import { z } from 'zod';
import type { Output } from '../../terminal/output.js';
import { OwnProcess } from '../own-process.js';
import { type StageTimes, stageNames, type Timed } from './stopwatch.js';

/** Says the figures of a part that runs as a process of its own, for `figuresOf`. */
export const tellFigures = (output: Output, figures: unknown): Promise<void> => output.line(`figures ${JSON.stringify(figures)}`);

export const timedShape: z.ZodType<Timed> = z.object({ docsPerSecond: z.number(), cpuPerThousand: z.number() });
export const stagesShape = z.object(Object.fromEntries(stageNames.map((name) => [name, timedShape]))) as unknown as z.ZodType<StageTimes>;

/** Runs a part of the bench as a process of its own, so that its processor time is its own. Rejects with what it said when it fails. */
export async function figuresOf<T>(shape: z.ZodType<T>, words: readonly string[], env: NodeJS.ProcessEnv): Promise<T> {
  const part = OwnProcess.part(words, env);
  try {
    return shape.parse(JSON.parse(await part.hears(/^figures (.+)$/m)));
  } finally {
    await part.stop();
  }
}
