// Rostra on real servers, for a person: `npm run services` starts PostgreSQL, Redis, Elasticsearch and an S3-compatible store as services.sh
// makes them, and the five apps on them; Ctrl-C ends all of it. Data stays in a folder (default in the folder for temporary files) for the next time.
import { spawn } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { buildWhenNeeded } from './build.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const names = ['crawler', 'parser', 'indexer', 'announcer', 'api'];
const width = Math.max(...names.map((name) => name.length));
const folder = process.argv[2] ?? join(tmpdir(), 'rostra-services');

/** Resolves with what the script printed. In a group of its own: Ctrl-C in the terminal reaches this program alone, which ends all in order. */
async function services(action) {
  const script = spawn('bash', [join(root, 'scripts/services.sh'), action, folder], {
    stdio: ['ignore', 'pipe', 'inherit'],
    detached: true,
  });
  const exited = new Promise((resolve) => script.once('exit', resolve));
  const [printed, code] = await Promise.all([text(script.stdout), exited]);
  if (code !== 0) throw new Error(`The servers could not be brought to ${action}; scripts/install-services.sh installs what they need`);
  return printed;
}

function start(name, settings) {
  const child = spawn(process.execPath, [join(root, `dist/apps/${name}/src/main.js`)], {
    cwd: root,
    env: { DATA_DIR: join(folder, 'apps'), ...process.env, ...settings },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  for (const stream of [child.stdout, child.stderr]) {
    createInterface({ input: stream }).on('line', (line) => console.log(`${name.padEnd(width)}  ${line}`));
  }
  return { name, child, ended: new Promise((resolve) => child.once('exit', resolve)) };
}

async function run() {
  buildWhenNeeded();
  console.log(`Starting the servers, which takes a while; their data stays in ${folder}`);
  const lines = (await services('start')).trim().split('\n');
  const settings = Object.fromEntries(lines.map((line) => line.replace('TEST_', '').split(/=(.*)/, 2)));
  // With these a command finds the same archive, and the key of its admin calls.
  for (const [name, value] of Object.entries({ DATA_DIR: join(folder, 'apps'), ...settings })) console.log(`  ${name}=${value}`);
  if (ending) return [];
  const apps = names.map((name) => start(name, settings));
  for (const { name, ended } of apps) {
    ended.then((code) => {
      if (!ending) console.log(`${name.padEnd(width)}  ended with ${code}; end all with Ctrl-C`);
    });
  }
  return apps;
}

let ending = false;
async function end() {
  if (ending) return;
  ending = true;
  console.log('Ending all of it');
  const apps = await running.catch(() => []);
  for (const { child } of apps) child.kill('SIGTERM');
  const codes = await Promise.all(apps.map(({ ended }) => ended));
  await services('stop');
  process.exit(codes.every((code) => code === 0) ? 0 : 1);
}
process.on('SIGINT', end);
process.on('SIGTERM', end);
process.on('SIGHUP', end);

const running = run();
running.catch(async (error) => {
  console.error(error.message);
  if (ending) return;
  // what had started before something did not
  await services('stop').catch(() => undefined);
  process.exit(1);
});
