import { endsSentence, marksIn, weightOf } from './extract/measures.js';
import type { PageText } from './page-text.js';
import { TAG } from './tags.js';
import type { HtmlTree } from './tree.js';

/** A page as it stands after its script has shown the text that it holds as data. */
export interface ScriptedPage {
  /** The source with the text as an article at its end. */
  readonly source: string;
  /** Where the text begins there. */
  readonly textFrom: number;
  /** A range of that source as a range of the page's own: what stands in the article comes from the script. */
  originOf(from: number, to: number): readonly [from: number, to: number];
}

/** Less than this is no body, however little the page shows. */
const MIN_BODY = 100;
/** A page that shows more running text than this shows its work itself; data beside that is about other things. */
const MAX_SHOWN = 600;
/** How many times the running text that the page shows a body weighs: what is shown is a beginning or a remark. */
const BODY_PER_SHOWN = 4;
/** A shown line of this weight with a mark in it is running text. */
const MIN_RUNNING = 40;
const MAX_SCRIPT = 5_000_000;
/** A paragraph of a body that is kept paragraph by paragraph. */
const MIN_PARAGRAPH = 16;
/** Text that is one string is a body more surely than as many strings of one name, which may be summaries of other works. */
const TRUST_IN_PARTS = 0.6;

const DATA_TYPE = /json/i;
/** A script that only gives a value a name. */
const ASSIGNMENT = /^\s*(?:(?:var|let|const)\s+)?[\w.$[\]"']{1,80}\s*=\s*[{[]/;
const TAGS = /<\/?[a-z][^<>]{0,500}>/gi;
const BLOCK_TAGS = /<(?:p|br|div|section|h[1-6]|ul|ol|blockquote|table)\b[^<>]{0,500}>/i;
const CODE = /[{}=/]/g;

/**
 * The page with the body that only its scripts hold, or null where the page shows its text itself. Looked for are the strings in JSON and in
 * data given a name; each character keeps its place there. Linear in the length of the scripts.
 */
export function showScriptedBody(tree: HtmlTree, page: PageText): ScriptedPage | null {
  const shown = runningText(page);
  if (shown > MAX_SHOWN) return null;
  const best = bestBody(tree);
  if (best === null || best.weight < Math.max(MIN_BODY, BODY_PER_SHOWN * shown, weightOf(page.text, 0, page.text.length))) return null;
  return appended(tree.source, best);
}

function runningText(page: PageText): number {
  let running = 0;
  for (let line = 0; line < page.lineCount && running <= MAX_SHOWN; line++) {
    const [from, to] = [page.lineStart(line), page.lineEnd(line)];
    const weight = weightOf(page.text, from, to);
    if (weight >= MIN_RUNNING && marksIn(page.text, from, to) > 0) running += weight;
  }
  return running;
}

/** A string literal: where its characters begin and end, and the name it stands under. */
interface Literal {
  readonly from: number;
  readonly to: number;
  readonly name: string;
}

interface Body {
  readonly parts: readonly Literal[];
  readonly weight: number;
}

function bestBody(tree: HtmlTree): Body | null {
  let best: Body | null = null;
  for (let node = 1; node < tree.size; node++) {
    if (tree.tag(node) !== TAG.script || !holdsData(tree, node)) continue;
    const parts = new Map<string, { parts: Literal[]; weight: number }>();
    for (const literal of literalsIn(tree.source, tree.to(node), tree.to(tree.end(node) - 1))) {
      const weight = bodyWeight(textOf(tree.source, literal));
      if (weight > (best?.weight ?? 0)) best = { parts: [literal], weight };
      if (weight < MIN_PARAGRAPH) continue;
      const same = parts.get(literal.name) ?? { parts: [], weight: 0 };
      same.parts.push(literal);
      same.weight += weight * TRUST_IN_PARTS;
      parts.set(literal.name, same);
    }
    for (const body of parts.values()) if (body.weight > (best?.weight ?? 0)) best = body;
  }
  return best;
}

function holdsData(tree: HtmlTree, script: number): boolean {
  const length = tree.to(tree.end(script) - 1) - tree.to(script);
  if (length < MIN_BODY || length > MAX_SCRIPT) return false;
  return DATA_TYPE.test(tree.attribute(script, 'type') ?? '') || ASSIGNMENT.test(tree.source.slice(tree.to(script), tree.to(script) + 200));
}

/** The strings in double quotes of a stretch of source; those before a colon are names. */
function* literalsIn(source: string, from: number, to: number): Generator<Literal> {
  let name = '';
  for (let open = source.indexOf('"', from); open >= 0 && open < to; ) {
    let close = open + 1;
    while (close < to && source.charCodeAt(close) !== 34) close += source.charCodeAt(close) === 92 ? 2 : 1;
    let next = close + 1;
    while (next < to && source.charCodeAt(next) <= 32) next++;
    if (source.charCodeAt(next) === 58) name = source.slice(open + 1, Math.min(close, open + 61));
    else if (close - open > MIN_PARAGRAPH / 3) yield { from: open + 1, to: Math.min(close, to), name };
    open = source.indexOf('"', close + 1);
  }
}

/** How much running text a string is: nothing for names, codes, addresses and style sheets. */
function bodyWeight(text: string): number {
  const plain = text.replace(TAGS, ' ');
  const marks = marksIn(plain, 0, plain.length);
  if (marks === 0 || (plain.match(CODE)?.length ?? 0) > marks) return 0;
  const weight = weightOf(plain, 0, plain.length);
  return weight / marks < 400 || endsSentence(plain, 0, plain.length) ? weight : 0;
}

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f' };

/** The characters a literal stands for. */
function textOf(source: string, literal: Literal): string {
  const printed = source.slice(literal.from, literal.to);
  return printed.includes('\\') ? decode(source, literal).text : printed;
}

/** The characters a literal stands for; `at` holds where each begins in the source, and where the last one ends. */
function decode(source: string, { from, to }: Literal): { text: string; at: number[] } {
  const units: string[] = [];
  const at: number[] = [];
  for (let place = from; place < to; ) {
    at.push(place);
    const sign = source.charAt(place + 1);
    const isEscape = source.charCodeAt(place) === 92;
    const code = isEscape && sign === 'u' ? Number.parseInt(source.slice(place + 2, place + 6), 16) : Number.NaN;
    if (!isEscape) units.push(source.charAt(place));
    else units.push(Number.isNaN(code) ? (ESCAPES[sign] ?? sign) : String.fromCharCode(code));
    place += !isEscape ? 1 : Number.isNaN(code) ? 2 : 6;
  }
  at.push(to);
  return { text: units.join(''), at };
}

function appended(source: string, { parts }: Body): ScriptedPage {
  const decoded = parts.map((part) => decode(source, part));
  const text = decoded.map((part) => part.text).join('\n');
  // The line break between two parts stands for nothing: it begins where the part before it ends.
  const at = decoded.flatMap((part) => part.at);
  const opening = BLOCK_TAGS.test(text) ? '\n<article>' : '\n<article style="white-space:pre-line">';
  const base = source.length + opening.length;
  const placeOf = (offset: number): number => at[Math.min(offset - base, at.length - 1)] ?? 0;
  return {
    source: `${source}${opening}${text}</article>`,
    textFrom: base,
    originOf: (from, to) => (from < base ? [from, to] : [placeOf(from), placeOf(to)]),
  };
}
