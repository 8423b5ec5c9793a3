import type { HtmlTree } from '../tree.js';
import { type AttributeTest, type CompiledSelector, MAX_STEPS, type Step, type Test } from './selector.js';

/** Of a longer attribute only the beginning is looked at. */
const MAX_VALUE = 4_000;

/** A step with the bit it sets on an element, and the bit that the step before must have set. */
interface Wanted {
  readonly after: Step['after'];
  readonly tests: readonly Test[];
  readonly bit: number;
  readonly needs: number;
}

/**
 * The elements a selector finds, in document order. One walk over the page whatever the selector is: each element learns from its parent and
 * from the siblings before it which steps they have come to.
 */
export function matchesOf(tree: HtmlTree, selector: CompiledSelector): number[] {
  const wanted = bitsOf(selector);
  const ends = wanted.filter((_step, at) => (wanted[at + 1]?.after ?? null) === null).reduce((bits, { bit }) => bits | bit, 0);
  const places = new Places(tree, wanted);
  const found: number[] = [];
  for (let node = 1; node < tree.size; node++) {
    if (tree.isText(node)) continue;
    const reached = places.enter(node, tree.parent(node));
    if ((reached & ends) !== 0) found.push(node);
  }
  return found;
}

function bitsOf(selector: CompiledSelector): Wanted[] {
  let bit = 1;
  return selector.flatMap((steps) =>
    steps.map(({ after, tests }) => {
      const needs = after === null ? 0 : bit >> 1;
      const wanted = { after, tests, bit, needs };
      bit <<= 1;
      return wanted;
    }),
  );
}

if (MAX_STEPS > 30) throw new Error('A step more than a number has bits.');

class Places {
  /** Steps an element has come to, and those any element around it has. */
  private readonly reached: Int32Array;
  private readonly around: Int32Array;
  /** By parent: steps of the newest child, of any child so far, and how many there were. */
  private readonly newest: Int32Array;
  private readonly earlier: Int32Array;
  private readonly count: Int32Array;
  private readonly last: Int32Array | null;

  constructor(
    private readonly tree: HtmlTree,
    private readonly wanted: readonly Wanted[],
  ) {
    this.reached = new Int32Array(tree.size);
    this.around = new Int32Array(tree.size);
    this.newest = new Int32Array(tree.size);
    this.earlier = new Int32Array(tree.size);
    this.count = new Int32Array(tree.size);
    this.last = asksForLast(wanted.flatMap(({ tests }) => tests)) ? lastChildren(tree) : null;
  }

  /** Takes elements in document order; answers the steps this one has come to. */
  enter(node: number, parent: number): number {
    const around = (this.around[parent] ?? 0) | (this.reached[parent] ?? 0);
    this.around[node] = around;
    this.count[parent] = (this.count[parent] ?? 0) + 1;
    let reached = 0;
    for (const step of this.wanted) {
      if (this.hasBefore(step, parent, around) && this.passes(node, parent, step.tests)) reached |= step.bit;
    }
    this.reached[node] = reached;
    this.newest[parent] = reached;
    this.earlier[parent] = (this.earlier[parent] ?? 0) | reached;
    return reached;
  }

  private hasBefore({ after, needs }: Wanted, parent: number, around: number): boolean {
    if (after === null) return true;
    if (after === 'descendant') return (around & needs) !== 0;
    const bits = after === 'child' ? this.reached : after === 'adjacent' ? this.newest : this.earlier;
    return ((bits[parent] ?? 0) & needs) !== 0;
  }

  private passes(node: number, parent: number, tests: readonly Test[]): boolean {
    return tests.every((test) => {
      switch (test.kind) {
        case 'tag':
          return this.tree.name(node) === test.name;
        case 'attribute':
          return this.tree.hasAttributes(node) && hasAttribute(this.tree, node, test);
        case 'child':
          return test.place === 'last' ? this.last?.[parent] === node : this.count[parent] === test.place;
        default:
          return test.of.some((alone) => this.passes(node, parent, alone)) === (test.kind === 'any');
      }
    });
  }
}

const asksForLast = (tests: readonly Test[]): boolean =>
  tests.some((test) => (test.kind === 'child' && test.place === 'last') || ('of' in test && test.of.some(asksForLast)));

function lastChildren(tree: HtmlTree): Int32Array {
  const last = new Int32Array(tree.size);
  for (let node = 1; node < tree.size; node++) if (!tree.isText(node)) last[tree.parent(node)] = node;
  return last;
}

function hasAttribute(tree: HtmlTree, node: number, { name, test, value, anyCase }: Extract<Test, { kind: 'attribute' }>): boolean {
  const printed = tree.attribute(node, name)?.slice(0, MAX_VALUE);
  if (printed === undefined) return false;
  return holds[test](anyCase ? printed.toLowerCase() : printed, value);
}

const holds: Readonly<Record<AttributeTest, (printed: string, value: string) => boolean>> = {
  exists: () => true,
  equals: (printed, value) => printed === value,
  word: hasWord,
  start: (printed, value) => printed.startsWith(value),
  end: (printed, value) => printed.endsWith(value),
  part: (printed, value) => printed.includes(value),
  hyphen: (printed, value) => printed === value || printed.startsWith(`${value}-`),
};

const isBlank = (text: string, at: number): boolean => at < 0 || at >= text.length || ' \t\n\f\r'.includes(text.charAt(at));

function hasWord(printed: string, word: string): boolean {
  for (let at = printed.indexOf(word); at >= 0; at = printed.indexOf(word, at + 1)) {
    if (isBlank(printed, at - 1) && isBlank(printed, at + word.length)) return !/\s/.test(word);
  }
  return false;
}
