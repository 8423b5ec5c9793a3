import { constants } from 'node:fs';
import { access, stat, statfs } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { EXIT, type ExitCode, messageOf } from '../exit.js';
import { Refused, type Server } from '../server/server.js';
import { readyShape } from '../server/shapes.js';
import type { Output } from '../terminal/output.js';

const LEAST_FREE = 1_000_000_000;

/** `remedy` is null when all is well. */
interface Finding {
  readonly check: string;
  readonly what: string;
  readonly remedy: string | null;
}

export interface DoctorOptions {
  readonly server: Server;
  readonly dataDir: string;
  readonly json: boolean;
  readonly output: Output;
}

/** Looks at everything Rostra needs and says what to do about what is missing. Changes nothing. */
export async function doctor({ server, dataDir, json, output }: DoctorOptions): Promise<ExitCode> {
  const folder = resolve(dataDir);
  const findings = [
    nodeVersion(),
    await settings(),
    await writable(folder),
    await lock(folder),
    await diskSpace(folder),
    await reachable(server),
  ];
  if (json) await output.line(JSON.stringify({ findings }));
  else for (const finding of findings) await output.line(findingLines(finding, output));
  return findings.every(({ remedy }) => remedy === null) ? EXIT.done : EXIT.incomplete;
}

function findingLines({ check, what, remedy }: Finding, { style }: Output): string {
  const mark = remedy === null ? style('green', 'ok  ') : style('red', 'bad ');
  return [`${mark}  ${check.padEnd(14)}  ${what}`, ...(remedy === null ? [] : [`${' '.repeat(22)}${remedy}`])].join('\n');
}

function nodeVersion(): Finding {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  const good = major > 24 || (major === 24 && minor >= 15);
  return {
    check: 'Node',
    what: process.version,
    remedy: good ? null : 'Run npm ci, which brings Node 24 along, or install Node 24.15 or newer.',
  };
}

async function settings(): Promise<Finding> {
  const check = 'settings';
  const { BadConfig, loadConfig } = await import('#platform');
  try {
    const { database, redis } = loadConfig();
    return { check, what: `database ${database.kind}, queues ${redis ? 'in Redis' : 'in the database'}`, remedy: null };
  } catch (error) {
    if (!(error instanceof BadConfig)) throw error;
    return { check, what: error.message.replace(/\n\s*/g, ' '), remedy: 'Correct the named settings or unset them.' };
  }
}

/** The folder itself, or the nearest one above it that exists: the first start makes the rest. */
async function nearest(folder: string): Promise<string> {
  const exists = await stat(folder).catch(() => null);
  return exists || dirname(folder) === folder ? folder : nearest(dirname(folder));
}

async function writable(folder: string): Promise<Finding> {
  const existing = await nearest(folder);
  const what = existing === folder ? folder : `${folder} (not there yet)`;
  try {
    if (!(await stat(existing)).isDirectory()) throw new Error(`${existing} is no folder`);
    await access(existing, constants.W_OK | constants.X_OK);
    return { check: 'data directory', what, remedy: null };
  } catch (error) {
    return {
      check: 'data directory',
      what: `${what}: ${messageOf(error)}`,
      remedy: `Make ${existing} writable for you, or set DATA_DIR to another folder.`,
    };
  }
}

async function lock(folder: string): Promise<Finding> {
  const check = 'lock';
  if ((await nearest(folder)) !== folder) return { check, what: 'free', remedy: null };
  const { DataDirInUse, lockDataDir } = await import('#store');
  try {
    await (await lockDataDir(folder)).release();
    return { check, what: 'free', remedy: null };
  } catch (error) {
    if (error instanceof DataDirInUse) return heldBy(error.holder);
    return { check, what: messageOf(error), remedy: `Make ${folder} writable for you, or set DATA_DIR to another folder.` };
  }
}

/** A running server holds the lock as it should. */
function heldBy(holder: { readonly pid: number; readonly startedAt: string } | null): Finding {
  if (holder) return { check: 'lock', what: `held by process ${holder.pid} since ${holder.startedAt}`, remedy: null };
  return {
    check: 'lock',
    what: 'held by a process that does not say who it is',
    remedy: 'Wait a few seconds and look again; if it stays, look for a hanging Rostra.',
  };
}

async function diskSpace(folder: string): Promise<Finding> {
  const { bavail, bsize } = await statfs(await nearest(folder));
  const free = bavail * bsize;
  const what = `${(free / 1e9).toFixed(1)} GB free`;
  return {
    check: 'disk',
    what,
    remedy: free >= LEAST_FREE ? null : `Free some space, or set DATA_DIR to a folder on a disk with more than ${LEAST_FREE / 1e9} GB.`,
  };
}

async function reachable(server: Server): Promise<Finding> {
  const check = 'server';
  try {
    await server.get(readyShape, '/health/ready');
    return { check, what: `ready at ${server.base}`, remedy: null };
  } catch (error) {
    const remedy =
      error instanceof Refused && error.status === 503
        ? 'Its engines do not answer yet: wait, and read its log if it stays so.'
        : messageOf(error);
    return { check, what: `not ready at ${server.base}`, remedy };
  }
}
