import { setTimeout as sleep } from 'node:timers/promises';
import { EXIT, type ExitCode } from '../exit.js';
import { messagesOf, type StreamMessage } from '../server/event-stream.js';
import { isPassing, type Server } from '../server/server.js';
import { type EventAnswer, eventShape } from '../server/shapes.js';
import type { Output } from '../terminal/output.js';
import { printable } from '../terminal/width.js';

const STREAM = '/api/v1/events/stream';
const FIRST_DELAY_MS = 500;
const LONGEST_DELAY_MS = 10_000;
/** The server says something every 15 s; a line that is silent for three times as long is dead. */
const SILENCE_MS = 45_000;

export interface WatchOptions {
  readonly server: Server;
  /** The last sequence number already seen; null begins with what comes next. */
  readonly after: number | null;
  readonly json: boolean;
  /** Ends after so many events; null never. */
  readonly count: number | null;
  readonly output: Output;
  readonly notes: Output;
}

/**
 * Prints each event of the log as it comes. When the connection breaks it connects again and goes on behind the last event seen, so none is
 * missed and none comes twice. Throws NoAnswer when not even the first connection can be made.
 */
export async function watch(options: WatchOptions): Promise<ExitCode> {
  const place = { last: options.after === null ? null : String(options.after), left: options.count ?? Number.POSITIVE_INFINITY };
  let connected = false;
  let lost = false;
  for (let delayMs = FIRST_DELAY_MS; place.left > 0; ) {
    try {
      await follow(options, place, () => {
        if (lost) void options.notes.line('rostra: connected again');
        connected = true;
        lost = false;
        delayMs = FIRST_DELAY_MS;
      });
    } catch (error) {
      if (!connected || !isPassing(error)) throw error;
      if (!lost) await options.notes.line('rostra: the connection is lost, trying again');
      lost = true;
    }
    if (place.left > 0) await sleep(delayMs);
    delayMs = Math.min(LONGEST_DELAY_MS, delayMs * 2);
  }
  return EXIT.done;
}

async function follow(
  { server, json, output }: WatchOptions,
  place: { last: string | null; left: number },
  onConnected: () => void,
): Promise<void> {
  const ending = new AbortController();
  const silence = setTimeout(() => ending.abort(), SILENCE_MS);
  try {
    const headers: Record<string, string> = place.last === null ? {} : { 'last-event-id': place.last };
    const bytes = await server.stream(STREAM, headers, ending.signal);
    onConnected();
    for await (const message of messagesOf(bytes)) {
      silence.refresh();
      const event = eventOf(message);
      if (event) await output.line(json ? JSON.stringify(event) : eventLine(event, output));
      place.last = message.id ?? place.last;
      if (event && --place.left === 0) return;
    }
  } finally {
    clearTimeout(silence);
    ending.abort();
  }
}

/** The event of a message; null for comments and kinds of message this version does not know. */
function eventOf({ data }: StreamMessage): EventAnswer | null {
  if (data === null) return null;
  return eventShape.safeParse(JSON.parse(data)).data ?? null;
}

const COLOURS = { published: 'green', revised: 'yellow', reparsed: 'blue', withdrawn: 'red' } as const;

/** `12  08:15:03  published  在…的讲话  site  speech id` */
export function eventLine({ sequence, time, type, subject, data }: EventAnswer, { style }: Pick<Output, 'style'>): string {
  const word = type.split('.').at(-1) ?? type;
  const colour = Object.entries(COLOURS).find(([name]) => name === word)?.[1] ?? 'reset';
  const facts = [data.site, data.reason].filter((fact) => typeof fact === 'string').map(printable);
  return [
    style('dim', sequence.padStart(6)),
    style('dim', new Date(time).toLocaleTimeString('en-GB')),
    style(colour, word.padEnd(9)),
    printable(data.title),
    ...facts.map((fact) => style('dim', fact)),
    style('dim', subject),
  ].join('  ');
}
