import type { PageFields } from './fields.js';
import { foldForRules } from './fold.js';
import type { PageText } from './page-text.js';

/** A share line found in a text: where it stands and what it says. */
export interface ShareLine {
  readonly from: number;
  readonly to: number;
  /** The ttwk sites word it in their own way. */
  readonly variant: 'ordinary' | 'ttwk';
  readonly fields: PageFields;
}

const opening = '《<【[「『(〈（［';
const closing = '》>】]」』)〉）］';
/** Longest line that is looked at, in UTF-16 units; some sites put hundreds of search words into it. */
const LONGEST = 1500;
/** A page has one to three; a text full of them is not worth more. */
const MOST = 20;

/** All share lines of a page between two offsets. */
export function findShareLines(page: PageText, from: number, to: number): ShareLine[] {
  const { folded } = page;
  const lines: ShareLine[] = [];
  for (let at = folded.indexOf('由会员', from); at >= 0 && at < to && lines.length < MOST; at = folded.indexOf('由会员', at + 3)) {
    const line = shareLineAt(page, at, lines.at(-1)?.to ?? from);
    if (line) lines.push(line);
  }
  return lines;
}

function shareLineAt({ text, folded }: PageText, at: number, floor: number): ShareLine | null {
  const rest = folded.slice(at, at + LONGEST);
  const line = rest.slice(0, rest.includes('\n') ? rest.indexOf('\n') : undefined);
  const words = /^由会员(?:上传)?分享,.{0,6}在线阅读,?/.exec(line)?.[0];
  if (words === undefined) return null;
  const from = startOfTitle(folded, at, floor);
  const first = unwrapTitle(text.slice(from, at));
  const said = readTtwk(line) ?? readOrdinary(line, text.slice(at, at + line.length), words.length);
  const { title, fileType } = splitExtension(first || said.title);
  const fields = { title, ...said.fields, fileType: fileType ?? splitExtension(said.title).fileType };
  return { from, to: at + said.length, variant: said.variant, fields };
}

interface Said {
  readonly variant: ShareLine['variant'];
  /** From the fixed words to the end of the line. */
  readonly length: number;
  readonly title: string;
  readonly fields: PageFields;
}

/** `…更多相关内容在CATEGORY-天天文库。` */
function readTtwk(line: string): Said | null {
  const match = /^.{0,24}更多相关内容在([^\n]{0,80}?)[-—]([^\n。]{1,30})。?/.exec(line);
  if (!match) return null;
  const category = (match[1] ?? '').trim();
  return {
    variant: 'ttwk',
    length: match[0].length,
    title: '',
    fields: { site: (match[2] ?? '').trim(), ...(category ? { category } : {}) },
  };
}

/** `更多相关《T.ext(n页珍藏版)》请在SITE上搜索。`; a line that breaks off gives what it has. */
function readOrdinary(line: string, printed: string, at: number): Said {
  const edition = /\(?(\d{1,5})\s?页(?:珍藏|典藏|收藏)?版\)?[》>\])】]?/.exec(line.slice(at, at + 500));
  const editionAt = at + (edition?.index ?? 0);
  const named = edition ? editionAt + edition[0].length : at;
  const related = line.indexOf('更多相关', at);
  const title = edition && related >= 0 && related < editionAt ? unwrapTitle(printed.slice(related + 4, editionAt)) : '';
  const pleaseAt = line.indexOf('请在', named);
  const searchAt = pleaseAt < 0 ? -1 : line.indexOf('搜索', pleaseAt);
  const end = searchAt >= 0 ? searchAt + 2 + (line[searchAt + 2] === '。' ? 1 : 0) : endOfBroken(line, named);
  const site = pleaseAt < 0 ? '' : line.slice(pleaseAt + 2, searchAt < 0 ? end : searchAt).replace(/[上中]$/, '');
  return { variant: 'ordinary', length: end, title, fields: { pages: edition ? Number(edition[1]) : null, ...siteFields(site) } };
}

/** A line without its last words ends where it ends, unless the whole page stands on it. */
const endOfBroken = (line: string, named: number): number => (line.length < 600 ? line.length : named);

/** The line's own opening bracket, which may hold more brackets; else the start of the line. Titles have at most 300 characters. */
function startOfTitle(folded: string, at: number, floor: number): number {
  const lowest = Math.max(floor, at - 300, folded.lastIndexOf('\n', at - 1) + 1);
  const lastSign = folded[at - 1] ?? '';
  const pair = closing.indexOf(lastSign);
  if (pair < 0) return opening.includes(lastSign) ? at - 1 : startOfBareTitle(folded, at, lowest);
  let depth = 0;
  for (let index = at - 1; index >= lowest; index -= 1) {
    if (folded[index] === closing[pair]) depth += 1;
    else if (folded[index] === opening[pair]) depth -= 1;
    if (depth === 0) return index;
  }
  return lowest;
}

/** Without brackets the title is `本资源`, or what stands before on the line. */
function startOfBareTitle(folded: string, at: number, lowest: number): number {
  if (!folded.startsWith('本资源', at - 3)) return lowest;
  return opening.includes(folded[at - 4] ?? ' ') ? at - 4 : at - 3;
}

function unwrapTitle(printed: string): string {
  const text = printed.trim();
  const inner = opening.includes(text[0] ?? ' ') ? text.slice(1) : text;
  const last = inner.at(-1) ?? ' ';
  const bare = closing.includes(last) && isUnbalanced(inner, last) ? inner.slice(0, -1) : inner;
  return bare.trim() === '本资源' ? '' : bare.trim();
}

/** Whether the last bracket closes nothing inside. */
function isUnbalanced(text: string, last: string): boolean {
  const open = opening[closing.indexOf(last)] ?? '';
  return text.split(last).length > text.split(open).length;
}

/** `T.docx` or `T .docx`: the title and the file type in lower case. */
export function splitExtension(name: string): { readonly title: string; readonly fileType: string | null } {
  const match = /\s?\.\s?([a-z]{2,4}[a-z0-9]?)\s*$/.exec(foldForRules(name));
  return match
    ? { title: name.slice(0, match.index).trim(), fileType: (match[1] ?? '').toLowerCase() }
    : { title: name.trim(), fileType: null };
}

/** A host at the start of the name wins; else the first of the search words that some sites put there. */
function siteFields(printed: string): { readonly site: string | null; readonly siteName?: string } {
  const first = (printed.split('|')[0] ?? '').trim().replace(/^[[(【]|[\])】]$/g, '');
  const host = /(?:https?:\/\/)?(?:www\.|m\.)?((?:[a-z0-9-]{1,40}\.){1,3}[a-z]{2,10})/i.exec(first.slice(0, 120));
  if (!host) return { site: first || null };
  const name = first.replace(host[0], '').trim();
  return { site: (host[1] ?? '').toLowerCase(), ...(name ? { siteName: name } : {}) };
}
