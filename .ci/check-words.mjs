// The repository speaks of Rostra alone: no absolute path of one machine, no registry host, no open end in code.
import { execFileSync } from 'node:child_process';

const rules = [
  ['an absolute path of one machine', '(^|[^a-zA-Z0-9.~])/(work|home|root)/[a-z]'],
  ['a package registry host', 'registry\\.npmjs|npmjs\\.org/|repo1?\\.maven'],
  ['an open end without a place', '\\b(TODO|FIXME|HACK)\\b'],
];
const spared = [':!package-lock.json', ':!.ci/check-words.mjs'];
let faults = 0;
for (const [what, pattern] of rules) {
  let hits = '';
  try {
    hits = execFileSync('git', ['grep', '-nIE', pattern, '--', '.', ...spared], { encoding: 'utf8' });
  } catch {
    continue; // git grep ends with 1 when it finds nothing
  }
  faults += 1;
  console.error(`The repository holds ${what}:\n${hits}`);
}
process.exit(faults === 0 ? 0 : 1);
