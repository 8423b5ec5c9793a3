import type { PDFPageProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';

/** What the file itself says a piece of its text is: a heading by its level, a title, a note, an entry of a table of contents, or other text. */
export type Role = `heading${1 | 2 | 3 | 4 | 5 | 6}` | 'title' | 'note' | 'contents' | 'text';

/** What a marked piece of a page is, and which block of the page it belongs to. */
export interface MarkedPlace {
  readonly role: Role;
  readonly block: number;
}

interface StructureNode {
  readonly role?: string;
  readonly children?: readonly StructureNode[];
  readonly type?: string;
  readonly id?: string;
}

const ROLES: Readonly<Record<string, Role>> = {
  ...{ H1: 'heading1', H2: 'heading2', H3: 'heading3', H4: 'heading4', H5: 'heading5', H6: 'heading6' },
  ...{ Title: 'title', Note: 'note', FENote: 'note', TOC: 'contents', TOCI: 'contents' },
};
/** Elements that are a paragraph of their own, whatever their role. */
const BLOCKS = new Set(['P', 'H', 'LI', 'LBody', 'TH', 'TD', 'Caption', ...Object.keys(ROLES)]);
/** More nodes than a page has use for. */
const MOST_NODES = 50_000;

/** What the structure tree of a tagged file says of a page, by the ids of its marks. Empty when it says nothing or is broken. */
export async function rolesOf(page: PDFPageProxy): Promise<ReadonlyMap<string, MarkedPlace>> {
  const tree = (await page.getStructTree().catch(() => null)) as StructureNode | null;
  const found = new Map<string, MarkedPlace>();
  const waiting: { readonly node: StructureNode; readonly place: MarkedPlace }[] = [];
  if (tree) waiting.push({ node: tree, place: { role: 'text', block: 0 } });
  for (let blocks = 0, nodes = 0; waiting.length > 0 && nodes < MOST_NODES; nodes += 1) {
    const { node, place } = waiting.pop() ?? { node: {}, place: { role: 'text', block: 0 } };
    if (node.type === 'content' && node.id !== undefined) found.set(node.id, place);
    const name = node.role ?? '';
    const isBlock = BLOCKS.has(name);
    if (isBlock) blocks += 1;
    const role = place.role === 'contents' || place.role === 'note' ? place.role : (ROLES[name] ?? (isBlock ? 'text' : place.role));
    const inside = { role, block: isBlock ? blocks : place.block };
    for (const child of (node.children ?? []).toReversed()) waiting.push({ node: child, place: inside });
  }
  return found;
}
