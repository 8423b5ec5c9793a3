import type { LoggerService } from '@nestjs/common';
import { type Logger, pino } from 'pino';
import pretty from 'pino-pretty';
import { TryLater } from '#domain';
import type { Config } from './config.js';

/** The process's logger: structured lines, for people or for collectors. It writes at once, so that the last words of a process arrive. */
export function openLog({ level, format }: Config['log']): Logger {
  const serializers = { err: plainError };
  if (format === 'json') return pino({ level, base: { pid: process.pid }, serializers });
  return pino({ level, base: null, serializers }, pretty({ sync: true, translateTime: 'SYS:HH:MM:ss', ignore: 'pid,hostname' }));
}

/** Nest's own messages go to the same log; its chatter about wiring is debug. */
export class NestLog implements LoggerService {
  constructor(private readonly target: Logger) {}

  log(message: unknown): void {
    this.target.debug(String(message));
  }

  error(message: unknown, ...details: unknown[]): void {
    this.target.error({ details }, String(message));
  }

  warn(message: unknown): void {
    this.target.warn(String(message));
  }
}

/** Tells of the same trouble once a minute at most: an engine that is away is reported by every connection, many times a second. */
export function troubleTeller(log: Logger, what = 'An engine gave trouble; it is tried again'): (error: Error) => void {
  const last = new Map<string, number>();
  return (error) => {
    const now = performance.now();
    if (now - (last.get(error.message) ?? Number.NEGATIVE_INFINITY) < 60_000) return;
    last.set(error.message, now);
    if (isAbsence(error)) log.warn(`An engine is away and is tried again: ${error.message}`);
    else log.warn({ err: error }, what);
  };
}

/** Nobody answers: where in the code that was noticed helps nobody. */
const isAbsence = (error: Error): boolean =>
  error instanceof TryLater || ('code' in error && /^(ECONN|EPIPE|EHOST|ENET|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|57P0)/.test(String(error.code)));

/** What an error says of itself. Nothing that a library hangs on it: the command of a Redis error, for one, may hold the password. */
export function plainError(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  const { name: type, message, stack, cause } = error;
  const code = 'code' in error && (typeof error.code === 'string' || typeof error.code === 'number') ? error.code : undefined;
  return { type, message, ...(code !== undefined && { code }), stack, ...(cause !== undefined && { cause: plainError(cause) }) };
}
