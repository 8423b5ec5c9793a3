import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { root } from '../support/running-server.js';
import type { Row } from './row.js';
import type { Result } from './run-rows.js';
import type { SoakResult } from './soak/soak.js';

const FILE = join(root, 'docs/reliability.md');
const FROM = '<!-- npm run faults writes from here -->';
const TO = '<!-- to here -->';
const SOAK_FROM = '<!-- npm run faults -- --soak writes from here -->';
const SOAK_TO = '<!-- the soak ends here -->';
const HEAD = ['row', 'on', 'what happens', 'trials', 'violations', 'recovery p50 / max', 'seed'];

const seconds = (ms: number | undefined): string => (ms === undefined ? '–' : `${(ms / 1000).toFixed(1)} s`);

function recovery({ recoveredInMs }: Pick<Result, 'recoveredInMs'>): string {
  const sorted = recoveredInMs.toSorted((a, b) => a - b);
  return `${seconds(sorted[Math.ceil(sorted.length / 2) - 1])} / ${seconds(sorted.at(-1))}`;
}

/** One line of the terminal, and one for each violation and note. */
export function linesOf(result: Result): string {
  const { row, trials, violations, notes, seed } = result;
  const head = [
    row.name.padEnd(36),
    row.on.padEnd(9),
    `${trials} trials`,
    `${violations.length} violations`,
    recovery(result),
    `seed ${seed}`,
  ];
  return [head.join('  '), ...violations.map((sentence) => `    ${sentence}`), ...notes.map((sentence) => `      ${sentence}`)].join('\n');
}

const cellsOf = (result: Result): string[] => {
  const { row, trials, violations, seed } = result;
  return [`\`${row.name}\``, row.on, row.what, String(trials), String(violations.length), recovery(result), String(seed)];
};

const cellsIn = (line: string): string[] =>
  line
    .split('|')
    .slice(1, -1)
    .map((cell) => cell.trim());

/** Lines of Markdown whose columns stand below each other. */
function tableOf(rows: readonly (readonly string[])[]): string[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(3, ...rows.map((cells) => cells[column]?.length ?? 0)));
  const line = (cells: readonly string[]) => `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`;
  const [head = '', ...rest] = rows.map(line);
  return [head, line(widths.map((width) => '-'.repeat(width))), ...rest];
}

/** Writes these results into the table of docs/reliability.md; lines of rows that were not run now stay. */
export async function writeTable(results: readonly Result[], rows: readonly Row[]): Promise<void> {
  const text = await readFile(FILE, 'utf8');
  const [before = '', rest = ''] = text.split(FROM);
  const [table = '', after = ''] = rest.split(TO);
  const written = table.split('\n').flatMap((line) => (line.startsWith('| `') ? [cellsIn(line)] : []));
  const cells = new Map([...written, ...results.map(cellsOf)].map((each) => [each[0], each]));
  const kept = rows.map(({ name }) => cells.get(`\`${name}\``)).filter((each) => each !== undefined);
  await writeFile(FILE, `${before}${FROM}\n\n${tableOf([HEAD, ...kept]).join('\n')}\n\n${TO}${after}`);
}

const signed = (figure: number | null): string => (figure === null ? '–' : `${figure < 0 ? '−' : '+'}${Math.abs(figure).toFixed(2)}`);

/** For the terminal and for docs/reliability.md. */
export function soakLines(result: SoakResult): string {
  const { minutes, documents, seed, rounds, violations, growth } = result;
  const grown = growth.map((each) => [
    each.name,
    String(each.minutes),
    each.from.toFixed(1),
    each.to.toFixed(1),
    signed(each.perHour),
    signed(each.heapPerHour),
  ]);
  return [
    `${minutes} min, ${documents} documents, ${rounds} rounds of three faults, seed ${seed}: ${violations.length} violations; recovery p50 / max ${recovery(result)}.`,
    '',
    ...tableOf([['app', 'minutes', 'resident MB, from', 'to', 'MB an hour', 'heap MB an hour'], ...grown]),
    ...(violations.length > 0 ? ['', ...violations.map((sentence) => `- ${sentence}`)] : []),
  ].join('\n');
}

/** Writes the result of the soak into docs/reliability.md. */
export async function writeSoak(result: SoakResult): Promise<void> {
  const text = await readFile(FILE, 'utf8');
  const [from, to] = [text.indexOf(SOAK_FROM) + SOAK_FROM.length, text.indexOf(SOAK_TO)];
  await writeFile(FILE, `${text.slice(0, from)}\n\n${soakLines(result)}\n\n${text.slice(to)}`);
}
