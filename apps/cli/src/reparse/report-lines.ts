import { counted } from '../ingest/arrival.js';
import type { Server } from '../server/server.js';
import type { ReparseAnswer } from '../server/shapes.js';
import type { Output } from '../terminal/output.js';
import { tableLines } from '../terminal/table.js';
import { fitted, printable } from '../terminal/width.js';

type Address = Pick<Server, 'address'>;
type Style = Pick<Output, 'style' | 'columns'>;

/** `Comparing: 120 of 4000 documents`. */
export function progressOf({ state, total, done, counts }: ReparseAnswer): string {
  if (state === 'comparing') return `Comparing: ${done} of ${counted(total, 'document', 'documents')}`;
  const { same, changed, overtaken, applied, rolledBack } = counts;
  if (state === 'applying') return `Applying: ${applied} of ${counted(same + changed - overtaken, 'document', 'documents')}`;
  return `Rolling back: ${rolledBack} of ${counted(applied + rolledBack, 'document', 'documents')}`;
}

/** The report for people: what a run found or did, what kinds of change, the worst, and what to do next. */
export function reportLines(report: ReparseAnswer, server: Address, output: Style): string[] {
  const { counts, kinds, examples, failures } = report;
  const kindList = Object.entries(kinds)
    .sort(([, a], [, b]) => b - a)
    .map(([kind, count]) => `${kind} ${count}`);
  return [
    output.style('bold', headline(report)),
    ...(counts.changed > 0 ? [`  ${effects(report)}`, `  changed: ${kindList.join(', ')}`] : []),
    ...(examples.length > 0 ? ['', ...exampleTable(examples, server)] : []),
    ...failures.flatMap(({ documentId, message }) => ['', ...failureLines(documentId, message, server, output)]),
    ...nextStep(report),
  ];
}

function headline({ state, parserVersion, counts, total, scope, site }: ReparseAnswer): string {
  const found = [`${counts.same} same`, `${counts.changed} changed`, `${counts.failing} failing`].join(', ');
  const rules = site ? ' or other rules' : '';
  const [one, many] =
    scope === 'all' ? ['document', 'documents'] : [`document of another version${rules}`, `documents of other versions${rules}`];
  const documents = `${counted(total, one, many)}${site ? ` on ${site}` : ''}`;
  const overtaken = counts.overtaken > 0 ? `, ${counts.overtaken} kept something newer` : '';
  if (state === 'applied' || state === 'applying') return `Parser ${parserVersion} ${state}: ${counts.applied} of ${documents}${overtaken}`;
  if (state === 'rolledBack' || state === 'rollingBack')
    return `Parser ${parserVersion} ${state === 'rolledBack' ? 'rolled back' : 'rolling back'}: ${counts.rolledBack} of ${documents}${overtaken}`;
  return `Parser ${parserVersion} over ${documents}: ${found}${overtaken}${state === 'closed' ? ' (this run is closed)' : ''}`;
}

const effects = ({ counts }: ReparseAnswer): string =>
  [
    `${counted(counts.newSpeeches, 'new speech', 'new speeches')}`,
    `${counted(counts.vanishedSpeeches, 'vanished speech', 'vanished speeches')}`,
    `${counted(counts.nowEmpty, 'document', 'documents')} without any speech now`,
  ].join(', ');

function exampleTable(examples: ReparseAnswer['examples'], server: Address): string[] {
  const columns = [
    { head: 'text', align: 'right' as const },
    { head: 'speeches', align: 'right' as const },
    { head: 'characters', align: 'right' as const },
    { head: 'document' },
  ];
  const rows = examples.map(({ share, speeches, characters, title, documentId }) => [
    `${Math.round(share * 100)} %`,
    `${speeches.before} → ${speeches.after}`,
    `${characters.before} → ${characters.after}`,
    [title === null ? null : printable(title), server.address(`/documents/${documentId}`)].filter((part) => part !== null).join('  '),
  ]);
  return tableLines(columns, rows);
}

const failureLines = (documentId: string, message: string | null, server: Address, { style, columns }: Style): string[] => [
  `failing  ${fitted(printable(message ?? ''), Math.max(40, columns - 9))}`,
  style('dim', `         ${server.address(`/documents/${documentId}`)}`),
];

function nextStep({ state, counts }: ReparseAnswer): string[] {
  if (state === 'compared' && counts.same + counts.changed > 0)
    return ['', 'Nothing has changed yet. Switch to it: rostra reparse --apply'];
  if (state === 'applied' && counts.applied > 0) return ['', 'Back to what was before, until the next apply: rostra reparse --rollback'];
  return [];
}
