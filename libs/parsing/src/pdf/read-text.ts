import type { BlockSpan, MainContent, ReadPage } from '../formats/format.js';
import { blocksOf } from './blocks.js';
import { findFurniture, type Furniture, rowText } from './furniture.js';
import { unreadableFonts } from './judge-fonts.js';
import { linesOf } from './lines.js';
import type { FileFacts } from './metadata.js';
import { layOut, type PageLayer, type RemovedLine } from './page-layer.js';
import { paragraphsOf } from './paragraphs.js';
import type { DrawnPages } from './read-pages.js';
import { type Row, rowsOf } from './rows.js';

/** Makes a page of what stands on the pages of a PDF. Nothing but its text layer is read: a scan without one has no text. */
export function readText(facts: FileFacts, drawn: DrawnPages, bytes: Uint8Array): ReadPage {
  const unreadable = unreadableFonts(drawn.pages);
  const rows = drawn.pages.map((runs) => rowsOf(runs ?? [], unreadable));
  const furniture = findFurniture(rows);
  const layer = layOut({
    pages: drawn.pages.length,
    blocks: blocksOf(paragraphsOf(linesOf(rows.map((row, page) => row.filter((_, index) => !furniture[page]?.has(index)))))),
    removed: removedLines(rows, furniture),
    brokenPages: drawn.pages.flatMap((runs, page) => (runs ? [] : [page])),
    isCut: drawn.reasons.some((reason) => reason.startsWith('cut-')),
  });
  const isReadable = isMostlyReadable(layer);
  return {
    format: 'pdf',
    charset: null,
    visible: layer.visible,
    parts: layer.parts,
    partBytes: layer.bytes,
    pages: drawn.count,
    language: facts.language,
    site: null,
    title: null,
    publishedAt: null,
    metadata: facts.metadata,
    reasons: reasonsOf(drawn, layer, bytes),
    undecodable: [],
    gaps: layer.gaps,
    main: () => (isReadable ? mainOf(layer) : []),
    removed: () => (isReadable ? layer.removed : [{ rule: 'unreadable-font', from: 0, to: layer.visible.text.length }]),
  };
}

/** The whole file is one speech. */
function mainOf({ blocks, visible: { text } }: PageLayer): MainContent[] {
  if (blocks.length === 0) return [];
  const title = blocks.find(({ kind }) => kind === 'title');
  return [{ title: title ? textOfBlock(text, title) : null, speaker: null, date: null, blocks }];
}

const textOfBlock = (text: string, { from, to }: BlockSpan): string => text.slice(from, to);

const removedLines = (pages: readonly (readonly Row[])[], furniture: Furniture): RemovedLine[] =>
  pages.flatMap((rows, page) =>
    [...(furniture[page] ?? [])]
      .sort(([a], [b]) => a - b)
      .flatMap(([index, rule]) => {
        const row = rows[index];
        return row ? [{ page, text: rowText(row), rule, isTop: isTop(index, furniture[page]) }] : [];
      }),
  );

/** Whether every row above is furniture as well. */
function isTop(index: number, rules: ReadonlyMap<number, string> | undefined): boolean {
  for (let above = index - 1; above >= 0; above -= 1) if (!rules?.has(above)) return false;
  return true;
}

/** A text of which more than half cannot be read is not worth keeping. */
function isMostlyReadable({ visible, gaps }: PageLayer): boolean {
  const lost = gaps.reduce((sum, { kind, extent }) => sum + (kind === 'unreadable-font' ? (extent ?? 0) : 0), 0);
  return lost <= visible.text.replace(/\s/g, '').length;
}

function reasonsOf({ pages, reasons }: DrawnPages, { visible, gaps }: PageLayer, bytes: Uint8Array): string[] {
  const found = [...reasons];
  const empty = pages.filter((runs) => runs?.length === 0).length;
  const isUnreadable = gaps.some(({ kind }) => kind === 'unreadable-font');
  if (isUnreadable) found.push('unreadable-font');
  if (visible.text.trim() === '' && !isUnreadable) found.push('no-text-layer');
  else if (empty * 3 > pages.length) found.push('pages-without-text');
  if (!hasEnd(bytes)) found.push('cut-file');
  return found;
}

/** Every PDF ends with a mark; some servers put something after it. */
const hasEnd = (bytes: Uint8Array): boolean => Buffer.from(bytes.subarray(-2_048)).toString('latin1').includes('%%EOF');
