import type { CapturePart } from '#domain';
import type { BlockSpan, RemovedSpan } from '../formats/format.js';
import type { PlannedGap } from '../page/plan.js';
import { SourceText } from '../source/source-text.js';
import { utf8 } from '../source/utf8.js';
import { type VisibleText, VisibleTextBuilder } from '../source/visible-text.js';
import type { SetBlock } from './blocks.js';
import type { Line } from './lines.js';
import type { Join } from './paragraphs.js';

/** A line of furniture. */
export interface RemovedLine {
  readonly page: number;
  readonly text: string;
  readonly rule: string;
  /** Whether it stands above the text of its page. */
  readonly isTop: boolean;
}

/** What is to be laid out: blocks in reading order, furniture in the order of the pages, pages that could not be read. */
export interface LayerContent {
  readonly pages: number;
  readonly blocks: readonly SetBlock[];
  readonly removed: readonly RemovedLine[];
  readonly brokenPages: readonly number[];
  /** Whether text beyond the limits was not read. */
  readonly isCut: boolean;
}

/** The text of a file as lines, page after page, and as a reader reads it: in paragraphs, over the ends of lines and pages. */
export interface PageLayer {
  readonly visible: VisibleText;
  readonly parts: readonly CapturePart[];
  readonly bytes: Uint8Array;
  readonly blocks: readonly BlockSpan[];
  /** What each of the blocks was laid out from. */
  readonly sets: readonly SetBlock[];
  readonly removed: readonly RemovedSpan[];
  readonly gaps: readonly PlannedGap[];
}

/**
 * Lays the pages out as text, one part for each: its lines in reading order, each ended by `\n`, without the hyphens that break words. All
 * byte ranges count in these parts laid end to end.
 */
export function layOut(content: LayerContent): PageLayer {
  const { parts, offsets, text } = layPages(content);
  const bytes = new TextEncoder().encode(text);
  const source = new SourceText(text, 'utf-8', [], bytes, utf8(0));
  const writer = new LayerWriter(offsets);
  const waiting = [...content.removed];
  const broken = [...content.brokenPages];
  for (const block of content.blocks) {
    const page = block.paragraph.lines[0]?.page ?? 0;
    while ((broken[0] ?? page) < page) writer.addBroken(broken.shift());
    while (waiting[0] && (waiting[0].page < page || (waiting[0].page === page && waiting[0].isTop))) writer.addRemoved(waiting.shift());
    writer.addBlock(block);
  }
  for (const line of waiting) writer.addRemoved(line);
  for (const page of broken) writer.addBroken(page);
  if (content.isCut) writer.addGap('cut-end', null);
  return {
    visible: writer.builder.build(source),
    parts,
    bytes,
    blocks: writer.blocks,
    sets: writer.sets,
    removed: writer.removed,
    gaps: writer.gaps,
  };
}

type Laid = Line | RemovedLine;

interface LaidPages {
  readonly text: string;
  readonly parts: CapturePart[];
  /** Where each line begins in the text. */
  readonly offsets: ReadonlyMap<Laid, number>;
}

function layPages({ pages, blocks, removed }: LayerContent): LaidPages {
  const lines: { line: Laid; page: number; text: string }[] = [
    ...removed.filter(({ isTop }) => isTop).map((line) => ({ line, page: line.page, text: line.text })),
    ...blocks.flatMap(({ paragraph: { lines: own, joins } }) =>
      own.map((line, index) => ({ line, page: line.page, text: printed(line, joins[index]) })),
    ),
    ...removed.filter(({ isTop }) => !isTop).map((line) => ({ line, page: line.page, text: line.text })),
  ];
  const byPage = Map.groupBy(lines, ({ page }) => page);
  const offsets = new Map<Laid, number>();
  const parts: CapturePart[] = [];
  const texts: string[] = [];
  let at = 0;
  for (let page = 0; page < pages; page += 1) {
    const from = texts.length;
    for (const { line, text } of byPage.get(page) ?? []) {
      offsets.set(line, at);
      if (text === '') continue;
      texts.push(`${text}\n`);
      at += text.length + 1;
    }
    parts.push({ name: `page ${page + 1}`, bytes: Buffer.byteLength(texts.slice(from).join('')) });
  }
  return { text: texts.join(''), parts, offsets };
}

/** A line without the hyphen that breaks its last word. */
const printed = ({ text }: Line, join: Join | undefined): string => (join === 'hyphen' ? text.slice(0, -1) : text);

class LayerWriter {
  readonly builder = new VisibleTextBuilder();
  readonly blocks: BlockSpan[] = [];
  readonly sets: SetBlock[] = [];
  readonly removed: RemovedSpan[] = [];
  readonly gaps: PlannedGap[] = [];

  constructor(private readonly offsets: ReadonlyMap<Laid, number>) {}

  addBlock(set: SetBlock): void {
    const {
      paragraph: { lines, joins },
      kind,
      level,
    } = set;
    const from = lines.some(({ text }) => text !== '') ? this.begin() : this.builder.length;
    lines.forEach((line, index) => {
      this.addLine(line, joins[index], lines[index + 1]);
      if (line.lost > 0) this.addGap('unreadable-font', line.lost);
    });
    if (this.builder.length === from) return;
    this.blocks.push({ kind, level, from, to: this.builder.length });
    this.sets.push(set);
  }

  addRemoved(line: RemovedLine | undefined): void {
    if (!line || line.text === '') return;
    const from = this.begin();
    const at = this.offsets.get(line) ?? 0;
    this.builder.add(line.text, at, at + line.text.length);
    this.removed.push({ rule: line.rule, from, to: this.builder.length });
  }

  addBroken(page: number | undefined): void {
    if (page !== undefined) this.addGap('undecodable', null);
  }

  /** Stretches that follow each other directly are one gap. */
  addGap(kind: PlannedGap['kind'], extent: number | null): void {
    const last = this.gaps.at(-1);
    const at = this.builder.length;
    if (last?.kind === kind && last.at === at && last.extent !== null && extent !== null) {
      this.gaps[this.gaps.length - 1] = { kind, at, extent: last.extent + extent };
    } else this.gaps.push({ kind, at, extent });
  }

  private begin(): number {
    if (this.builder.length > 0) this.builder.addBlank('\n');
    return this.builder.length;
  }

  /** The break after a line is part of the range of what it joins, so that a paragraph is one range on each page. */
  private addLine(line: Line, join: Join | undefined, next: Line | undefined): void {
    const text = printed(line, join);
    const at = this.offsets.get(line) ?? 0;
    const end = at + text.length;
    if (text === '' || next === undefined || next.page !== line.page || this.offsets.get(next) !== end + 1) {
      this.builder.add(text, at, end);
      if (text !== '' && next !== undefined && (join === ' ' || join === '\n')) this.builder.addBlank(join);
    } else if (join === ' ' || join === '\n') {
      this.builder.add(text + join, at, end + 1);
    } else {
      const last = /.$/su.exec(text)?.index ?? 0;
      this.builder.add(text.slice(0, last), at, at + last);
      this.builder.add(text.slice(last), at + last, end + 1);
    }
  }
}
