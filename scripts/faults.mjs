// The fault harness (test/harness) runs compiled, on what was built: this compiles it into dist and starts it with the words of the command line.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildWhenNeeded } from './build.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const swc = join(root, 'node_modules/@swc/cli/bin/swc.js');

function run(...words) {
  const { status } = spawnSync(process.execPath, words, { cwd: root, stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
}

buildWhenNeeded();
run(swc, 'test/harness', 'test/support', '-d', 'dist', '--ignore', '**/*.spec.ts', '--quiet');
run('--enable-source-maps', join(root, 'dist/test/harness/main.js'), ...process.argv.slice(2));
