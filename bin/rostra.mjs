#!/usr/bin/env node
// Runs under any Node: hands over to the one that came with `npm ci` when this one is too old, builds when the sources are newer, then starts.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const LEAST = [24, 15];
const EXIT_CONFIG = 78;
const EXIT_SOFTWARE = 70;

const at = (path) => fileURLToPath(new URL(`../${path}`, import.meta.url));
const pinned = at(`node_modules/node/bin/node${process.platform === 'win32' ? '.exe' : ''}`);

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
const isNewEnough = major > LEAST[0] || (major === LEAST[0] && minor >= LEAST[1]);

if (isNewEnough) await start();
else if (existsSync(pinned) && process.execPath !== pinned) handOver();
else
  fail(
    EXIT_CONFIG,
    `Rostra needs Node ${LEAST.join('.')} or newer and this is ${process.version}. Run npm ci in ${at('.')}, which brings one along.`,
  );

async function start() {
  const { buildWhenNeeded } = await import('../scripts/build.mjs');
  try {
    buildWhenNeeded();
  } catch (error) {
    fail(EXIT_SOFTWARE, error.message);
  }
  await import('../dist/apps/cli/src/main.js');
}

/** The same command line under the pinned Node; signals go through, and its end is ours. */
function handOver() {
  const child = spawn(pinned, [fileURLToPath(import.meta.url), ...process.argv.slice(2)], { stdio: 'inherit' });
  for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  // a terminal sends SIGINT to both
  process.on('SIGINT', () => process.stdin.isTTY || child.kill('SIGINT'));
  child.on('error', (error) => fail(EXIT_CONFIG, `The Node that came with npm ci does not start: ${error.message}. Run npm ci again.`));
  child.on('exit', (code, signal) => {
    if (signal) {
      process.removeAllListeners(signal);
      process.kill(process.pid, signal);
    } else process.exit(code ?? 1);
  });
}

function fail(code, message) {
  process.stderr.write(`rostra: ${message}\n`);
  process.exit(code);
}
