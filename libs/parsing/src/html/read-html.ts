import { Tokenizer } from 'htmlparser2';
import type { HtmlTree } from './tree.js';
import { TreeBuilder } from './tree-builder.js';

/** More nodes than any page for readers has; reading and extracting that many takes about 200 MB. */
const MAX_NODES = 800_000;

/**
 * Reads a page in any state of health into a lean tree: never fails on broken markup, never recurses, and takes time and memory in step with
 * the source. Elements nested deeper than 512 are folded into the deepest one kept.
 * Throws Unprocessable `page-too-large` for more than 800,000 nodes.
 */
export function readHtml(source: string, maxNodes: number = MAX_NODES): HtmlTree {
  const builder = new TreeBuilder(source, maxNodes);
  const tokenizer = new Tokenizer({ xmlMode: false, decodeEntities: true }, builder);
  tokenizer.write(source);
  tokenizer.end();
  return builder.finish();
}
