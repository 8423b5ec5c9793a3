import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { root } from '../support/running-server.js';
import type { Row } from './row.js';
import type { Result } from './run-rows.js';

const FILE = join(root, 'docs/reliability.md');
const FROM = '<!-- npm run faults writes from here -->';
const TO = '<!-- to here -->';
const HEAD = [
  '| row | on | what happens | trials | violations | recovery p50 / max | seed |',
  '| --- | --- | --- | --- | --- | --- | --- |',
];

const seconds = (ms: number | undefined): string => (ms === undefined ? '–' : `${(ms / 1000).toFixed(1)} s`);

function recovery({ recoveredInMs }: Result): string {
  const sorted = recoveredInMs.toSorted((a, b) => a - b);
  return `${seconds(sorted[Math.ceil(sorted.length / 2) - 1])} / ${seconds(sorted.at(-1))}`;
}

/** One line of the terminal, and one for each violation. */
export function linesOf(result: Result): string {
  const { row, trials, violations, seed } = result;
  const head = [
    row.name.padEnd(36),
    row.on.padEnd(9),
    `${trials} trials`,
    `${violations.length} violations`,
    recovery(result),
    `seed ${seed}`,
  ];
  return [head.join('  '), ...violations.map((sentence) => `    ${sentence}`)].join('\n');
}

const tableLine = (result: Result): string => {
  const { row, trials, violations, seed } = result;
  return `| \`${row.name}\` | ${row.on} | ${row.what} | ${trials} | ${violations.length} | ${recovery(result)} | ${seed} |`;
};

/** Writes these results into the table of docs/reliability.md; lines of rows that were not run now stay. */
export async function writeTable(results: readonly Result[], rows: readonly Row[]): Promise<void> {
  const text = await readFile(FILE, 'utf8');
  const [before = '', rest = ''] = text.split(FROM);
  const [table = '', after = ''] = rest.split(TO);
  const nameOf = (line: string) => /^\| `([^`]+)`/.exec(line)?.[1];
  const lines = new Map(table.split('\n').flatMap((line) => (nameOf(line) ? [[nameOf(line), line] as const] : [])));
  for (const result of results) lines.set(result.row.name, tableLine(result));
  const kept = rows.flatMap(({ name }) => lines.get(name) ?? []);
  await writeFile(FILE, `${before}${FROM}\n\n${[...HEAD, ...kept].join('\n')}\n\n${TO}${after}`);
}
