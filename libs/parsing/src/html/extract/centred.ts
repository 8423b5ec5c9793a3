import type { HtmlTree } from '../tree.js';

const MAX_STYLE = 1_000;

/** Whether a block or the element around it is centred by an attribute of its own. */
export function isCentred(tree: HtmlTree, block: number): boolean {
  return [block, tree.parent(block)].some((node) => {
    if (!tree.hasAttributes(node)) return false;
    const style = (tree.attribute(node, 'style') ?? '').slice(0, MAX_STYLE);
    return /text-align:\s?center/i.test(style) || /^center$/i.test(tree.attribute(node, 'align') ?? '');
  });
}
