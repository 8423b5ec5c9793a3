import type { ReadPage } from '../formats/format.js';
import { blocksOf, type SetBlock, setAsTitle } from './blocks.js';
import { contentsLines } from './contents-lines.js';
import { beginsNote, footNoteLines } from './foot-notes.js';
import { findFurniture, type Furniture, rowText } from './furniture.js';
import { unreadableFonts } from './judge-fonts.js';
import { type Line, linesOf } from './lines.js';
import type { FileFacts } from './metadata.js';
import { layOut, type PageLayer, type RemovedLine } from './page-layer.js';
import { asParagraph, paragraphsOf } from './paragraphs.js';
import type { DrawnPages } from './read-pages.js';
import { type Row, rowsOf } from './rows.js';
import { type FileBlock, worksOf } from './works.js';

/** Makes a page of what stands on the pages of a PDF. Nothing but its text layer is read: a scan without one has no text. */
export function readText(facts: FileFacts, drawn: DrawnPages, bytes: Uint8Array): ReadPage {
  const unreadable = unreadableFonts(drawn.pages);
  const rows = drawn.pages.map((runs) => rowsOf(runs ?? [], unreadable));
  const furniture = findFurniture(rows, drawn.labels);
  const lines = linesOf(rows.map((row, page) => row.filter((_, index) => !furniture[page]?.has(index))));
  const contents = contentsLines(lines, drawn.count);
  const { text, notes } = partLines(lines.filter((line) => !contents.has(line)));
  const set = blocksOf(paragraphsOf(text), drawn.bookmarks);
  const layer = layOut({
    pages: drawn.pages.length,
    blocks: [...set, ...notes],
    removed: removedLines(rows, furniture, contents, text),
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
    main: () => (isReadable ? worksOf(layer.visible.text, fileBlocks(layer, notes, set)) : []),
    removed: () => (isReadable ? layer.removed : [{ rule: 'unreadable-font', from: 0, to: layer.visible.text.length }]),
  };
}

/** The lines of the running text, and the notes at the feet of the pages as blocks of their own. */
function partLines(lines: readonly Line[]): { readonly text: readonly Line[]; readonly notes: readonly SetBlock[] } {
  const found = footNoteLines(lines);
  const notes: Line[][] = [];
  for (const line of lines.filter((each) => found.has(each))) {
    const last = notes.at(-1);
    if (last && !beginsNote(line) && last[0]?.page === line.page) last.push(line);
    else notes.push([line]);
  }
  return {
    text: lines.filter((line) => !found.has(line)),
    notes: notes.map((own) => ({ paragraph: asParagraph(own), kind: 'quote', level: null })),
  };
}

/** The blocks of the layer with what their setting says. */
function fileBlocks({ blocks, sets }: PageLayer, notes: readonly SetBlock[], set: readonly SetBlock[]): FileBlock[] {
  const titleLike = setAsTitle(set);
  const ofNotes = new Set(notes);
  return blocks.flatMap((block, index) => {
    const own = sets[index];
    const page = own?.paragraph.lines[0]?.page ?? 0;
    return own ? [{ ...block, isTitleLike: titleLike.has(own), isNote: ofNotes.has(own), page }] : [];
  });
}

/** Lines beside the text in the order of the pages: what stands above it, tables of contents, what stands below it. */
function removedLines(
  pages: readonly (readonly Row[])[],
  furniture: Furniture,
  contents: ReadonlySet<Line>,
  text: readonly Line[],
): RemovedLine[] {
  const firstLines = new Map<number, number>();
  for (const { page, y } of text) firstLines.set(page, Math.min(y, firstLines.get(page) ?? y));
  const entries = Map.groupBy(contents, ({ page }) => page);
  return pages.flatMap((rows, page) => {
    const around = [...(furniture[page] ?? [])]
      .sort(([a], [b]) => a - b)
      .flatMap(([index, rule]) => {
        const row = rows[index];
        return row ? [{ page, text: rowText(row), rule, isTop: isTop(index, furniture[page]) }] : [];
      });
    const first = firstLines.get(page) ?? Number.POSITIVE_INFINITY;
    const within = (entries.get(page) ?? []).map(({ text: printed, y }) => ({
      page,
      text: printed,
      rule: 'table-of-contents',
      isTop: y < first,
    }));
    return [...around.filter((line) => line.isTop), ...within, ...around.filter((line) => !line.isTop)];
  });
}

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
