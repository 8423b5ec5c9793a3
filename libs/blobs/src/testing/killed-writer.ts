import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { BlobStore } from '../blob-store.js';

/** The built program: a process of its own cannot run TypeScript. */
const program = fileURLToPath(new URL('./put-until-killed.js', import.meta.url)).replace('/libs/blobs/src/', '/dist/libs/blobs/src/');

/** Starts the writer, kills it with SIGKILL once it has acknowledged this many puts, and gives all lines that came out. */
export async function acknowledgedBeforeKill(place: string, run: number, after: number): Promise<readonly string[]> {
  const writer = spawn(process.execPath, [program, place, String(run)], { stdio: ['ignore', 'pipe', 'inherit'] });
  const lines: string[] = [];
  for await (const line of createInterface({ input: writer.stdout })) {
    lines.push(line);
    if (lines.length === after) writer.kill('SIGKILL');
  }
  return lines;
}

/** Every acknowledged body can be read and has its description, and no listed body is without one. */
export async function expectAllKept(blobs: BlobStore, acknowledged: readonly string[]): Promise<void> {
  for (const line of acknowledged) {
    const [sha256 = '', key] = line.split(' ');
    expect((await blobs.read(sha256)).byteLength).toBeGreaterThan(0);
    expect((await blobs.describe(sha256)).map((description) => description.key)).toContain(key);
  }
  for (const name of await blobs.list(null, 10_000)) expect(await blobs.describe(name)).not.toEqual([]);
}
