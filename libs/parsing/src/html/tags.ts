/** What a tag name means for reading: where lines break, what is never shown, which open elements a start tag ends. */

/** Has no content and no end tag. */
export const VOID = 1;
/** Starts and ends a line of its own. */
export const BLOCK = 2;
/** Nothing inside is shown as text. */
export const UNSEEN = 4;
/** Its start ends an open paragraph. */
export const ENDS_PARAGRAPH = 8;
/** An end tag does not look for its element beyond this one. */
export const SCOPE = 16;
/** May stand in the head without ending it. */
export const IN_HEAD = 32;
/** White space inside is kept. */
export const KEEPS_SPACE = 64;
/** Marks up running text: its end tag never ends a block around it. */
export const PHRASE = 128;

const names: string[] = [];
const flagsByTag: number[] = [];
const ids = new Map<string, number>();

function define(flags: number, words: string): void {
  for (const word of words.split(' ')) {
    const known = ids.get(word);
    if (known !== undefined) {
      flagsByTag[known] = (flagsByTag[known] ?? 0) | flags;
      continue;
    }
    ids.set(word, names.length);
    names.push(word);
    flagsByTag.push(flags);
  }
}

define(0, '#unknown #document #text html body a span img time input label select option optgroup picture source use path g');
define(VOID, 'area base basefont bgsound br col embed frame hr img input keygen link meta param source track wbr');
define(BLOCK, 'html body address article aside blockquote center dd details dialog dir div dl dt fieldset figcaption figure footer form');
define(BLOCK, 'frameset h1 h2 h3 h4 h5 h6 header hgroup hr legend li main menu nav ol optgroup option p plaintext pre search section');
define(BLOCK, 'summary table caption colgroup col thead tbody tfoot tr ul xmp listing marquee');
define(UNSEEN, 'head script style template noscript noembed noframes iframe object applet audio video canvas title meta link base');
define(UNSEEN, 'datalist frameset defs desc metadata colgroup rp');
define(
  ENDS_PARAGRAPH,
  'address article aside blockquote center details dialog dir div dl fieldset figcaption figure footer form h1 h2 h3 h4',
);
define(ENDS_PARAGRAPH, 'h5 h6 header hgroup hr main menu nav ol p pre search section summary table ul li dd dt listing xmp plaintext');
define(SCOPE, '#document html body table td th caption template marquee object applet button svg math');
define(IN_HEAD, 'base basefont bgsound link meta noframes noscript script style template title');
define(KEEPS_SPACE, 'pre listing xmp plaintext textarea');
define(PHRASE, 'a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark nobr q s samp small span strike strong');
define(PHRASE, 'sub sup time tt u var ruby rt rb rp');

/** Tags that cannot hold another of their group: a start tag ends the open one, up to the nearest boundary. */
export interface Closing {
  readonly ends: ReadonlySet<number>;
  readonly within: ReadonlySet<number>;
}

const closings = new Map<number, Closing>();

function closes(starts: string, ends: string, within: string): void {
  const idsOf = (words: string) => new Set(words.split(' ').map(tagOf));
  for (const start of idsOf(starts)) closings.set(start, { ends: idsOf(ends), within: idsOf(within) });
}

closes('li', 'li', 'ul ol menu dir table td th');
closes('dt dd', 'dt dd', 'dl table td th');
closes('option optgroup', 'option', 'select datalist optgroup');
closes('tr', 'tr td th caption', 'table');
closes('td th', 'td th', 'tr table');
closes('thead tbody tfoot caption', 'thead tbody tfoot tr td th caption', 'table');
closes('body', 'head', 'html');

/** Id of a lower-case tag name; names that mean nothing to reading share the id of `#unknown`. */
export function tagOf(name: string): number {
  return ids.get(name) ?? 0;
}

/** The tag's name, `#unknown` for a foreign one. */
export function nameOfTag(tag: number): string {
  return names[tag] ?? '#unknown';
}

export function closingOf(tag: number): Closing | undefined {
  return closings.get(tag);
}

/** Flags by tag id. */
export const FLAGS: Readonly<Uint8Array> = Uint8Array.from(flagsByTag);

export const TAG = Object.freeze({
  unknown: tagOf('#unknown'),
  document: tagOf('#document'),
  text: tagOf('#text'),
  a: tagOf('a'),
  article: tagOf('article'),
  aside: tagOf('aside'),
  blockquote: tagOf('blockquote'),
  body: tagOf('body'),
  br: tagOf('br'),
  button: tagOf('button'),
  figcaption: tagOf('figcaption'),
  figure: tagOf('figure'),
  footer: tagOf('footer'),
  head: tagOf('head'),
  html: tagOf('html'),
  img: tagOf('img'),
  li: tagOf('li'),
  link: tagOf('link'),
  main: tagOf('main'),
  meta: tagOf('meta'),
  nav: tagOf('nav'),
  p: tagOf('p'),
  pre: tagOf('pre'),
  script: tagOf('script'),
  select: tagOf('select'),
  table: tagOf('table'),
  td: tagOf('td'),
  textarea: tagOf('textarea'),
  th: tagOf('th'),
  time: tagOf('time'),
  title: tagOf('title'),
  tr: tagOf('tr'),
});

/** 1 to 6 for a heading element, else 0. */
export function headingLevel(tag: number): number {
  const name = nameOfTag(tag);
  return name.length === 2 && name.charCodeAt(0) === 104 && name >= 'h1' && name <= 'h6' ? name.charCodeAt(1) - 48 : 0;
}
