// Builds and restarts on every save: swc watches the sources, Node watches what swc writes.
import { spawn } from 'node:child_process';

const run = (command, args) => spawn(command, args, { stdio: 'inherit' });
const build = run('swc', ['apps', 'libs', '-d', 'dist', '--copy-files', '--quiet']);
build.on('exit', (code) => {
  if (code !== 0) process.exit(code ?? 1);
  const children = [
    run('swc', ['apps', 'libs', '-d', 'dist', '--copy-files', '--quiet', '--watch']),
    run('node', ['--watch-path=dist', '--watch-preserve-output', 'dist/apps/standalone/src/main.js']),
  ];
  const stop = () => {
    for (const child of children) child.kill('SIGTERM');
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
});
