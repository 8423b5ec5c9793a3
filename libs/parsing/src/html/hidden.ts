import { FLAGS, tagOf, UNSEEN } from './tags.js';
import type { HtmlTree } from './tree.js';

const DIALOG = tagOf('dialog');
/** A style attribute longer than this is not read. */
const MAX_STYLE = 4_000;

/** Whether a browser shows nothing of the element: scripts and the like, `hidden`, closed dialogs, `display:none` in its own style. */
export function isHidden(tree: HtmlTree, node: number): boolean {
  return isUnseen(tree, node) || isSwitchedOff(tree, node);
}

/** Whether the element is of a kind that is never shown as text. */
export function isUnseen(tree: HtmlTree, node: number): boolean {
  return ((FLAGS[tree.tag(node)] ?? 0) & UNSEEN) !== 0;
}

/** Whether the page's own attributes hide an element that is shown by its nature. */
export function isSwitchedOff(tree: HtmlTree, node: number): boolean {
  if (!tree.hasAttributes(node)) return tree.tag(node) === DIALOG;
  if (tree.attribute(node, 'hidden') !== null) return true;
  if (tree.tag(node) === DIALOG && tree.attribute(node, 'open') === null) return true;
  const style = tree.attribute(node, 'style');
  return (
    style !== null && style.length > 9 && style.length < MAX_STYLE && /(?:display:none|visibility:hidden)/i.test(style.replace(/\s+/g, ''))
  );
}

/** Whether the element's own style keeps white space and line ends as written. */
export function keepsSpaceByStyle(tree: HtmlTree, node: number): boolean {
  if (!tree.hasAttributes(node)) return false;
  const style = tree.attribute(node, 'style');
  return (
    style !== null && style.length > 14 && style.length < MAX_STYLE && /white-space:(?:pre|break-spaces)/i.test(style.replace(/\s+/g, ''))
  );
}
