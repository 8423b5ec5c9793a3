// Rostra on real servers, for a person: `npm run services` starts PostgreSQL, Redis, Elasticsearch and an S3-compatible store as services.sh
// makes them, and the five apps on them; Ctrl-C ends all of it. Data stays in a folder (default in the folder for temporary files) for the next time.
import { execFileSync, spawn } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { buildWhenNeeded } from './build.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const apps = ['crawler', 'parser', 'indexer', 'announcer', 'api'];
const folder = process.argv[2] ?? join(tmpdir(), 'rostra-services');
const services = (action) =>
  execFileSync('bash', [join(root, 'scripts/services.sh'), action, folder], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] });

buildWhenNeeded();
console.log(`Starting the servers; their data stays in ${folder}`);
const settings = Object.fromEntries(
  services('start')
    .trim()
    .split('\n')
    .map((line) => line.replace('TEST_', '').split(/=(.*)/, 2)),
);
for (const [name, value] of Object.entries(settings)) console.log(`  ${name}=${value}`);

const width = Math.max(...apps.map((name) => name.length));
const running = apps.map((name) => {
  const child = spawn(process.execPath, [join(root, `dist/apps/${name}/src/main.js`)], {
    cwd: root,
    env: { DATA_DIR: join(folder, 'apps'), ...process.env, ...settings },
    stdio: ['ignore', 'pipe', 'pipe'],
    // a group of its own: Ctrl-C in the terminal reaches this script alone, which ends them in order
    detached: true,
  });
  for (const stream of [child.stdout, child.stderr]) {
    createInterface({ input: stream }).on('line', (line) => console.log(`${name.padEnd(width)}  ${line}`));
  }
  return { name, child, ended: new Promise((resolve) => child.once('exit', resolve)) };
});

let ending = false;
async function end() {
  if (ending) return;
  ending = true;
  for (const { child } of running) child.kill('SIGTERM');
  const codes = await Promise.all(running.map(({ ended }) => ended));
  services('stop');
  process.exitCode = codes.every((code) => code === 0) ? 0 : 1;
}
process.on('SIGINT', end);
process.on('SIGTERM', end);
for (const { name, ended } of running) {
  ended.then((code) => {
    if (!ending) console.log(`${name.padEnd(width)}  ended with ${code}; start it again by hand, or end all with Ctrl-C`);
  });
}
