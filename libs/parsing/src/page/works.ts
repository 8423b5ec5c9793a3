import { fold } from '#text';
import type { BlockSpan, MainContent } from '../formats/format.js';
import { type Part, splitWorks } from '../structure/compilation.js';
import { mayHoldWorks } from '../structure/works-in-lines.js';
import type { PlannedRemoval } from './plan.js';

/** The works of a compilation as contents of their own. */
export interface Works {
  readonly parts: readonly { readonly content: MainContent; readonly confidence: number }[];
  readonly removals: readonly PlannedRemoval[];
  readonly title: string | null;
}

/** The works that the lines of a content hold, or null when they are one. */
export function worksOf(text: string, content: MainContent): Works | null {
  const lines = content.blocks.map(({ from, to }) => text.slice(from, to));
  const title = fold(content.title ?? '');
  if (!mayHoldWorks(lines, title)) return null;
  const { parts, documentTitle } = splitWorks(fold(lines.join('\n')), title);
  if (parts.length < 2) return null;
  const places = new Places(content.blocks);
  return {
    parts: parts.map((part, index) => ({ content: contentOf(text, content, places, part, index), confidence: part.confidence })),
    removals: documentTitle
      ? places.within(documentTitle.from, documentTitle.to).map(({ from, to }) => ({ rule: 'document-title', from, to }))
      : [],
    title: documentTitle ? textOf(text, places.within(documentTitle.from, documentTitle.to)) : null,
  };
}

function contentOf(text: string, content: MainContent, places: Places, part: Part, index: number): MainContent {
  const titleEnd = part.from + part.titleLength;
  const heads = places.within(part.from, titleEnd).map((block): BlockSpan => ({ ...block, kind: 'title', level: null }));
  const own = textOf(text, places.within(part.from + part.titleFrom, titleEnd));
  const named = content.title === null ? null : `${content.title} ${index + 1}`;
  return { ...content, title: own || named, blocks: [...heads, ...places.within(titleEnd, part.to)] };
}

const textOf = (text: string, blocks: readonly BlockSpan[]): string =>
  blocks
    .map(({ from, to }) => text.slice(from, to))
    .join(' ')
    .trim();

/** Blocks laid end to end with one line break between any two, and where each stands among them. */
class Places {
  private readonly starts: readonly number[];

  constructor(private readonly blocks: readonly BlockSpan[]) {
    let at = 0;
    this.starts = blocks.map(({ from, to }) => {
      const start = at;
      at += to - from + 1;
      return start;
    });
  }

  /** The blocks, or what of them lies, in `[from, to)`. */
  within(from: number, to: number): BlockSpan[] {
    return this.blocks.flatMap((block, index) => {
      const start = this.starts[index] ?? 0;
      const cut = { ...block, from: block.from + Math.max(0, from - start), to: Math.min(block.to, block.from + to - start) };
      return cut.from < cut.to ? [cut] : [];
    });
  }
}
