import type { CaptureHints, PageResult } from '#domain';
import { readDocshare } from '../../docshare/read-docshare.js';
import { readArticle } from '../../page/article.js';
import { buildPage } from '../../page/build-page.js';
import type { Span } from '../../page/joined-text.js';
import type { PagePlan } from '../../page/plan.js';
import { openHtml } from '../html-format.js';
import type { PageText } from '../page-text.js';
import type { HtmlTree } from '../tree.js';

/** A page as a reader of its speeches gets it: what of each text node stands in a speech or a title. */
export interface KeptText {
  readonly tree: HtmlTree;
  /** By text node: what of it is kept, white space at its ends left out. */
  readonly texts: ReadonlyMap<number, string>;
  /** Text nodes that the author wrote for certain: forms of address, closings, numbered headings. */
  readonly authored: ReadonlySet<number>;
}

/** null for a page that keeps no text. Throws what reading a page throws. */
export function keptTextOf(bytes: Uint8Array, hints: CaptureHints): KeptText | null {
  const open = openHtml(bytes, hints);
  const docshare = readDocshare(open.page.visible.text);
  const { page, text } = (docshare === null && open.main) || open;
  const plan = docshare ?? readArticle(page);
  const result = buildPage(page, plan, hints);
  if (result.speeches.length === 0 || result.speeches.length < plan.speeches.length) return null;
  const kept = [...plan.speeches.flatMap(({ body }) => body.origin(0, body.text.length)), ...plan.removals.filter(isTitle)];
  const authored = authoredSpans(plan, result).flatMap((span) => [...nodesIn(text, span)].map(([node]) => node));
  return { tree: open.tree, texts: textsOf(text, kept), authored: new Set(authored) };
}

const isTitle = ({ rule }: { readonly rule: string }): boolean => rule === 'title';

const AUTHORED = new Set(['salutation', 'closing']);

function authoredSpans({ speeches }: PagePlan, result: PageResult): Span[] {
  return result.speeches.flatMap(({ blocks, outline }, at) => {
    const numbered = new Set(outline.filter(({ marker }) => marker !== '').map(({ start }) => start));
    const sure = blocks.filter(({ kind, start }) => AUTHORED.has(kind) || (kind === 'heading' && numbered.has(start)));
    return sure.flatMap(({ start, text }) => speeches[at]?.body.origin(start, start + text.length) ?? []);
  });
}

function textsOf(text: PageText, spans: readonly Span[]): Map<number, string> {
  const texts = new Map<number, string>();
  for (const span of spans) {
    for (const [node, piece] of nodesIn(text, span)) texts.set(node, (texts.get(node) ?? '') + piece);
  }
  for (const [node, kept] of texts) {
    if (kept.trim() === '') texts.delete(node);
    else texts.set(node, kept.trim());
  }
  return texts;
}

function* nodesIn(text: PageText, { from, to }: Span): Generator<[node: number, piece: string]> {
  for (let segment = text.segmentAt(from); segment < text.segmentCount && text.segmentStart(segment) < to; segment++) {
    const start = Math.max(from, text.segmentStart(segment));
    const end = Math.min(to, text.segmentEnd(segment));
    if (start < end) yield [text.segmentNode(segment), text.text.slice(start, end)];
  }
}
