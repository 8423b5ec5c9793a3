// Compiles apps and libs into dist. Every file is moved into place whole, so programs that run or build at the same time never meet half a file.
import { spawnSync } from 'node:child_process';
import { existsSync, globSync, mkdirSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const dist = join(root, 'dist');
const swc = join(root, 'node_modules/@swc/cli/bin/swc.js');
const UNFINISHED = '.building-';

const modified = (file) => statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0;

/** Whether a file goes into dist, and as what. */
const isSource = (name) => !/\.spec\.tsx?$/.test(name);
const builtName = (name) => name.replace(/\.tsx?$/, '.js');

/** Throws with what the compiler said. Says on stderr that it takes a moment, for stdout belongs to the program that follows. */
export function buildWhenNeeded() {
  if (isBuilt()) return;
  process.stderr.write('Building…\n');
  build();
}

/** True when every source has a newer counterpart in dist; also when there are no sources, as in an installed package. */
function isBuilt() {
  return ['apps', 'libs']
    .filter((folder) => existsSync(join(root, folder)))
    .every((folder) =>
      readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile() && isSource(entry.name))
        .map((entry) => join(entry.parentPath, entry.name))
        .every((file) => modified(join(dist, builtName(file.slice(root.length)))) >= modified(file)),
    );
}

function build() {
  mkdirSync(dist, { recursive: true });
  clearAway(abandoned());
  const fresh = join(dist, `${UNFINISHED}${process.pid}`);
  try {
    compileInto(fresh);
    moveFiles(fresh, dist);
  } finally {
    clearAway([fresh]);
  }
}

function compileInto(folder) {
  const options = ['-d', folder, '--copy-files', '--ignore', '**/*.spec.ts,**/*.spec.tsx', '--quiet'];
  const { status, error, stdout, stderr } = spawnSync(process.execPath, [swc, 'apps', 'libs', ...options], { cwd: root, encoding: 'utf8' });
  if (status !== 0) throw new Error(`The sources do not compile.\n${error?.message ?? `${stdout}${stderr}`}`.trimEnd());
}

function moveFiles(from, to) {
  for (const entry of readdirSync(from, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const file = join(entry.parentPath, entry.name);
    const place = join(to, file.slice(from.length));
    mkdirSync(dirname(place), { recursive: true });
    renameSync(file, place);
  }
}

/** What builds left behind that were killed. */
const abandoned = () =>
  globSync(`${UNFINISHED}*`, { cwd: dist })
    .filter((name) => !isAlive(Number(name.slice(UNFINISHED.length))))
    .map((name) => join(dist, name));

const clearAway = (folders) => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
};

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

if (import.meta.main) {
  try {
    build();
  } catch (error) {
    console.error(error.message);
    process.exitCode = 1;
  }
}
