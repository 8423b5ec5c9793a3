import { BLOCK, FLAGS, TAG } from '../tags.js';
import type { HtmlTree } from '../tree.js';

/** Answers what lies around a node in constant time, however deep it lies: each question is worked out once for the whole tree. */
export class Surroundings {
  private readonly known = new Map<string, Int32Array>();
  /** 1 for each tag that the page has. */
  private readonly used = new Uint8Array(FLAGS.length);
  private readonly nothing: Int32Array;

  constructor(readonly tree: HtmlTree) {
    for (let node = 0; node < tree.size; node++) this.used[tree.tag(node)] = 1;
    this.nothing = new Int32Array(tree.size);
  }

  /** The innermost block element or cell around each node, the node itself aside. */
  get blocks(): Int32Array {
    return this.nearest('block', isBlockOrCell);
  }

  /** The innermost element of a tag at or around a node, or 0. */
  closest(node: number, tag: number): number {
    if (this.tree.tag(node) === tag) return node;
    return this.nearest(`tag ${tag}`, (other) => other === tag)[node] ?? 0;
  }

  /** Whether an element of a named group of tags stands around a node and inside the block around that. */
  isInside(node: number, block: number, group: TagGroup): boolean {
    return (this.nearest(group.name, (tag) => group.tags.has(tag))[node] ?? 0) > block;
  }

  private nearest(name: string, matches: (tag: number) => boolean): Int32Array {
    const known = this.known.get(name);
    if (known) return known;
    const wanted = this.used.map((used, tag) => (used === 1 && matches(tag) ? 1 : 0));
    const nearest = wanted.includes(1) ? nearestOf(this.tree, wanted) : this.nothing;
    this.known.set(name, nearest);
    return nearest;
  }
}

/** The innermost element of a wanted tag around each node, or 0; `wanted` has a 1 for each such tag. */
function nearestOf(tree: HtmlTree, wanted: Uint8Array): Int32Array {
  const nearest = new Int32Array(tree.size);
  for (let node = 1; node < tree.size; node++) {
    const parent = tree.parent(node);
    nearest[node] = wanted[tree.tag(parent)] === 1 ? parent : (nearest[parent] ?? 0);
  }
  return nearest;
}

const isBlockOrCell = (tag: number): boolean => ((FLAGS[tag] ?? 0) & BLOCK) !== 0 || tag === TAG.td || tag === TAG.th;

/** Tags that mean the same to a rule. */
export interface TagGroup {
  readonly name: string;
  readonly tags: ReadonlySet<number>;
}
