import type { CaptureHints } from '#domain';

/** Gives the main text of a page; throws for a page it refuses. */
export type Extract = (bytes: Uint8Array, hints: CaptureHints) => Promise<string>;

/** The extractors that are measured side by side: the parser and, where the packages for development are installed, its JavaScript peers. */
const OPENERS: Readonly<Record<string, () => Promise<Extract>>> = { rostra: openRostra, 'readability+linkedom': openReadability };

export const EXTRACTORS: readonly string[] = Object.keys(OPENERS);
export const OURS = 'rostra';

export async function openExtractor(name: string): Promise<Extract> {
  const open = OPENERS[name];
  if (!open) throw new RangeError(`There is no extractor ${name}; there are ${EXTRACTORS.join(', ')}`);
  return open();
}

async function openRostra(): Promise<Extract> {
  const { parsePage } = await import('#parsing');
  return async (bytes, hints) => (await parsePage(bytes, hints)).speeches.map(({ text }) => text).join('\n\n');
}

async function openReadability(): Promise<Extract> {
  const { Readability } = await import('@mozilla/readability');
  const { parseHTML } = await import('linkedom');
  return async (bytes) => {
    const { document } = parseHTML(decode(bytes));
    return new Readability(document, { serializer: (node: unknown) => linesOf(node as DomNode) }).parse()?.content ?? '';
  };
}

/** By the label in the page, else UTF-8: peers want text. */
function decode(bytes: Uint8Array): string {
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, 4_096)).toString('latin1');
  const label = /<meta[^>]{1,300}charset=["']?\s*([\w-]+)/i.exec(head)?.[1] ?? 'utf-8';
  try {
    return new TextDecoder(label).decode(bytes);
  } catch {
    return new TextDecoder().decode(bytes);
  }
}

interface DomNode {
  readonly nodeType: number;
  readonly tagName?: string;
  readonly data?: string;
  readonly childNodes: Iterable<DomNode>;
}

const LINES = new Set(
  'P DIV BR LI H1 H2 H3 H4 H5 H6 TR TD TH UL OL TABLE BLOCKQUOTE PRE SECTION ARTICLE FIGURE FIGCAPTION DD DT'.split(' '),
);

/** The text of an element with a line for each block, for a joined text would run words of neighbours together. */
function linesOf(node: DomNode): string {
  if (node.nodeType === 3) return node.data ?? '';
  const tag = (node.tagName ?? '').toUpperCase();
  if (tag === 'SCRIPT' || tag === 'STYLE') return '';
  const inner = [...node.childNodes].map(linesOf).join('');
  return LINES.has(tag) ? `\n${inner}\n` : inner;
}
