import type { Output } from '../terminal/output.js';
import { printable } from '../terminal/width.js';
import { type Arrival, counted, hasArrived } from './arrival.js';

/** Tells a person or a script how an ingest goes on. */
export interface Progress {
  arrived(arrival: Arrival): Promise<void>;
  /** Something went wrong that will be tried again. */
  retrying(input: string, attempt: number, reason: string): void;
  finished(summary: string): Promise<void>;
}

/** One line per input; the summary goes to the same place, what is tried again to the notes. */
export function lineProgress(output: Output, notes: Output, pageOf: (documentId: string) => string): Progress {
  return {
    retrying: retryNotes(notes),
    arrived: (arrival) => output.line(arrivalLine(arrival, pageOf)),
    finished: (summary) => output.line(summary),
  };
}

/** One JSON object per input; the rest goes to people, on stderr. */
export function jsonProgress(output: Output, notes: Output): Progress {
  return {
    retrying: retryNotes(notes),
    arrived: (arrival) => output.line(JSON.stringify(arrival)),
    finished: (summary) => notes.line(summary),
  };
}

/** A bar for people; what did not arrive is said at once, what did only counts. A single input is said in full. */
export async function barProgress(output: Output, total: number, pageOf: (documentId: string) => string): Promise<Progress> {
  const { log, progress } = await import('@clack/prompts');
  const bar = progress({ max: total, style: 'heavy' });
  bar.start(`Ingesting ${counted(total, 'input', 'inputs')}`);
  const told: string[] = [];
  let count = 0;
  return {
    async arrived(arrival) {
      count += 1;
      bar.advance(1, `${count} of ${total}: ${printable(arrival.input)}`);
      if (total === 1 || !hasArrived(arrival)) told.push(arrivalLine(arrival, pageOf));
    },
    retrying(input, attempt, reason) {
      bar.message(`${count} of ${total}: ${retryLine(input, attempt, reason)}`);
    },
    async finished(summary) {
      bar.stop(summary);
      for (const line of told) log.message(line);
      await output.line('');
    },
  };
}

const retryNotes = (notes: Output) => (input: string, attempt: number, reason: string) =>
  void notes.line(`rostra: ${retryLine(input, attempt, reason)}`);

const retryLine = (input: string, attempt: number, reason: string): string =>
  printable(`${input}: attempt ${attempt} failed and another follows: ${reason}`);

/** `searchable  page.txt  2 speeches: A; B  http://…` */
function arrivalLine({ fate, input, speeches, reason, documentId }: Arrival, pageOf: (documentId: string) => string): string {
  const titles = speeches.map(({ title }) => title).join('; ');
  const made = speeches.length > 0 ? `${counted(speeches.length, 'speech', 'speeches')}: ${titles}` : null;
  const parts = [input, made, reason, documentId === null ? null : pageOf(documentId)].filter((part) => part !== null);
  return [fate.padEnd(10), ...parts.map(printable)].join('  ');
}
