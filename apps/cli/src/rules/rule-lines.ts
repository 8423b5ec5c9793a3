import { counted } from '../ingest/arrival.js';
import type { Server } from '../server/server.js';
import type { RuleAnswer, RulePreviewAnswer } from '../server/shapes.js';
import type { Output } from '../terminal/output.js';
import { fitted, printable } from '../terminal/width.js';

type Style = Pick<Output, 'style' | 'columns'>;

const ROOM = 40;
const oneLine = (text: string): string => printable(text.replace(/\s+/g, ' '));

/** A rule for people: what it does on which site, where it stands, what speaks for it. */
export function ruleLines({ id, site, effect, selector, status, origin, note, evidence }: RuleAnswer, { style, columns }: Style): string[] {
  const width = Math.max(ROOM, columns - 2);
  const from = evidence
    ? [`on ${evidence.pages} of ${counted(evidence.of, 'page', 'pages')}, ${counted(evidence.characters, 'character', 'characters')}`]
    : [];
  return [
    `${style('bold', `${site}  ${effect} ${printable(selector)}`)}  ${[status, origin, ...from].join(', ')}`,
    ...(evidence ? [`  ${fitted(oneLine(evidence.sample), width)}`] : []),
    ...(note ? [`  ${fitted(oneLine(note), width)}`] : []),
    style('dim', `  ${id}`),
  ];
}

/** What a rule would change, page by page; pages that stay the same are only counted. */
export function previewLines(
  { site, effect, selector, pages }: RulePreviewAnswer,
  server: Pick<Server, 'address'>,
  output: Style,
): string[] {
  const changed = pages.filter((page) => page.changed || page.message !== null);
  const emptied = pages.filter((page) => page.emptied).length;
  const width = Math.max(ROOM, output.columns - 4);
  return [
    output.style(
      'bold',
      `${effect} ${printable(selector)} on ${site}: ${pages.filter((page) => page.changed).length} of ${counted(pages.length, 'stored page', 'stored pages')} would change`,
    ),
    ...(emptied > 0 ? [`${counted(emptied, 'page', 'pages')} would have no speech left`] : []),
    ...changed.flatMap(({ title, url, documentId, lost, gained, titles, emptied: isEmptied, message }) => [
      `  ${printable(title ?? url ?? documentId)}  ${server.address(`/documents/${documentId}`)}`,
      ...(message === null ? [] : [`    ${fitted(oneLine(message), width)}`]),
      ...(isEmptied ? ['    no speech left'] : []),
      ...(titles.before === titles.after ? [] : [`    title: ${fitted(oneLine(titles.after ?? ''), width - 7)}`]),
      ...(lost.characters > 0
        ? [`    − ${counted(lost.characters, 'character', 'characters')}: ${fitted(oneLine(lost.text), width - 20)}`]
        : []),
      ...(gained.characters > 0
        ? [`    + ${counted(gained.characters, 'character', 'characters')}: ${fitted(oneLine(gained.text), width - 20)}`]
        : []),
    ]),
  ];
}
