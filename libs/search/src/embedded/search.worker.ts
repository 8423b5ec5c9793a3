import { parentPort, workerData } from 'node:worker_threads';
import { QuerySyntaxError } from '../query/query-syntax-error.js';
import type { CallMessage, ReaderCalls, ThreadFault, ThreadMessage, ThreadTask, WriterCalls } from './calls.js';
import { openForReading, openForWriting } from './index-file.js';
import { IndexReader } from './reader.js';
import { isBusy, isDamage, isUnwritable } from './sqlite-errors.js';
import { IndexWriter } from './writer.js';

/** One thread of the embedded index: the writer, or a reader. It answers one call after the other. */
const { role, path } = workerData as ThreadTask;
const send = (message: ThreadMessage) => parentPort?.postMessage(message);
const calls = new Map<string, (...args: never[]) => unknown>(Object.entries(role === 'writer' ? writing() : reading()));

parentPort?.on('message', ({ id, call, args }: CallMessage) => {
  try {
    send({ kind: 'answer', id, value: calls.get(call)?.(...(args as never[])) });
  } catch (error) {
    send({ kind: 'fault', id, fault: faultOf(error) });
  }
  if (call === 'close') parentPort?.close();
});

function writing(): WriterCalls {
  const { database, emptyBecause } = openForWriting(path);
  const writer = new IndexWriter(database);
  send({ kind: 'ready', emptyBecause });
  return {
    upsert: (entries) => writer.upsert(entries),
    withdraw: (speeches) => writer.withdraw(speeches),
    close: () => database.close(),
  };
}

function reading(): ReaderCalls {
  const database = openForReading(path);
  const reader = new IndexReader(database);
  send({ kind: 'ready', emptyBecause: null });
  return {
    search: (request, offset) => reader.search(request, offset),
    versions: (speechIds) => reader.versions(speechIds),
    entries: (after, limit) => reader.entries(after, limit),
    suggest: (prefix, limit) => reader.suggest(prefix, limit),
    ping: () => reader.ping(),
    close: () => database.close(),
  };
}

function faultOf(error: unknown): ThreadFault {
  if (error instanceof QuerySyntaxError) {
    return { kind: 'syntax', message: error.message, position: error.position, hint: error.hint };
  }
  const message = error instanceof Error ? error.message : String(error);
  const kind = isDamage(error) ? 'damaged' : isBusy(error) ? 'busy' : isUnwritable(error) ? 'unwritable' : 'other';
  return { kind, message, stack: error instanceof Error ? error.stack : undefined };
}
