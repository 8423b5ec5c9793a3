import { fold } from '#text';
import { weightOf } from '../html/extract/measures.js';
import { isAddress, judgeName, type NameSigns, withoutBrackets } from './speaker-name.js';

/** How a mark is set off from what is said. */
export type MarkForm = 'colon' | 'stop' | 'dash' | 'sign' | 'letter' | 'line' | 'row' | 'bracket';

/** The speaker's name at the start of what is said. */
export interface SpeakerMark {
  /** The name as printed, without the signs around it. */
  readonly speaker: string;
  /** The same for all marks of one speaker. */
  readonly key: string;
  readonly form: MarkForm;
  readonly signs: NameSigns;
  /** Whether markup sets it off from the words behind it. */
  readonly inMarkup: boolean;
  /** Where the mark ends, in the text. */
  readonly to: number;
}

/** Units of a line in which a mark must end. */
const HEAD = 140;
/** Most that a name without its brackets weighs, and one that an office stands before. */
const MAX_NAME = 60;
const MAX_FORMAL = 110;

/** A stretch of text that may begin with a mark; markup sets off its beginning up to `lead`. */
export interface Opening {
  readonly from: number;
  readonly to: number;
  readonly lead?: number | undefined;
}

interface FoundMark {
  readonly name: string;
  readonly form: MarkForm;
  /** Length of the whole mark. */
  readonly length: number;
}

/** The shortest speaker's mark that a stretch of text begins with, or null. Looks no further than its first 140 units. */
export function readMark(text: string, { from, to, lead }: Opening): SpeakerMark | null {
  const head = text.slice(from, Math.min(to, from + HEAD));
  const led = lead === undefined ? 0 : lead - from;
  let best: SpeakerMark | null = null;
  for (const read of readers) {
    const found = read(head, led, to - from);
    const speaker = found?.name.trim() ?? '';
    if (found === null || speaker === '' || (best && best.to <= from + found.length)) continue;
    const signs = found.form === 'letter' ? NOBODY : nameSigns(speaker);
    const inMarkup = led > 1 && led <= found.length + 1;
    if (signs) best = { speaker, key: keyOf(speaker), form: found.form, signs, inMarkup, to: from + found.length };
  }
  return best;
}

const NOBODY: NameSigns = { formal: false, personal: true, anonymous: true };

/** Brackets and an office behind a comma may be left out when a speaker comes again. */
function keyOf(speaker: string): string {
  const plain = withoutBrackets(speaker) || speaker;
  const [name = ''] = plain.split(/[,，]/);
  return fold(name.length > 2 ? name : plain).replace(/\s/g, '');
}

const FORBIDDEN = /[。！？；!?;“”《》…=<>{}\\#@*_|/]|["'](?!\p{L})|(?<!\p{L})["']/u;

/** The signs of what can be a name; null for all other words. */
function nameSigns(speaker: string): NameSigns | null {
  const plain = withoutBrackets(speaker) || speaker;
  if (FORBIDDEN.test(plain) || /\d$|^\d{1,4}(?![\d番號号])/.test(plain) || hasTwoSentences(plain)) return null;
  const weight = weightOf(plain, 0, plain.length);
  if (weight < 2 || weight > MAX_FORMAL || (weight > MAX_NAME && /[的了是为在将]/.test(plain))) return null;
  if (isAddress(plain)) return null;
  const signs = judgeName(speaker);
  if (weight > MAX_NAME && !signs.formal) return null;
  const isListed = /[，、,]/.test(plain) && (!signs.formal || plain.split(/[，、,]/).length > 4 || /^\p{Ll}/u.test(plain));
  return isListed ? null : signs;
}

/** Full stops inside a name follow abbreviations. */
const hasTwoSentences = (name: string): boolean =>
  name.includes('. ') &&
  name
    .split(/\.\s(?=\p{Lu})/u)
    .slice(0, -1)
    .some((part) => !ABBREVIATED.test(part));

/** `Q`, `A:`, `问：` and the like; a lone A begins sentences too. */
function letterMark(head: string): FoundMark | null {
  const found = /^([QA]|[问問答문답])\s?\d{0,3}\s?[.:：．、]\s{0,4}|^(Q)\s{1,8}(?=[\p{Lu}"“(—–-])/u.exec(head);
  return found ? { name: found[1] ?? found[2] ?? '', form: 'letter', length: found[0].length } : null;
}

/** `【主持人】`, `[张三]：`. */
function bracketMark(head: string): FoundMark | null {
  const found = /^[【[〔]([^【】[\]〔〕\n\d]{2,40})[】\]〕]\s?[:：]?\s{0,4}/.exec(head);
  return found ? { name: found[1] ?? '', form: 'bracket', length: found[0].length } : null;
}

/** `Ms Vane (North):`, `王委員定宇：`. A colon inside brackets is part of them. */
function colonMark(head: string): FoundMark | null {
  const found = /^((?:[^:：()（）\n\t]|[(（][^()（）\n]{0,80}[)）]){1,120}?)\s?[:：](?!\/)\s{0,4}(?:[—–]\s)?/.exec(head);
  return found?.[1] && !/\d$/.test(found[1].trim()) ? { name: found[1], form: 'colon', length: found[0].length } : null;
}

/** A circle before the name, as East Asian records print it; the name ends with a blank. Without the circle it must end as names there do. */
function signMark(head: string): FoundMark | null {
  const circled = /^[○◯〇◎●◆◇△▲]\s?/.exec(head);
  const rest = head.slice(circled?.[0].length ?? 0);
  const name = /^[가-힣]/.test(rest)
    ? circled && /^[가-힣]{2,14}\s[가-힣]{2,4}(?=\s)/.exec(rest)
    : /^[\p{Script=Han}\p{Script=Katakana}\p{Script=Hiragana}々ー・0-9０-９]{1,20}(?:[（(][^（）()\n]{1,30}[）)])?(?=[\s\u3000]|$)/u.exec(
        rest,
      );
  if (!name || (!circled && !/(?:君|委員長?|議長|議員|大臣|参考人|[）)])$/.test(name[0])) || (!circled && rest.length === name[0].length))
    return null;
  const blanks = /^\s*/.exec(rest.slice(name[0].length))?.[0].length ?? 0;
  return { name: name[0], form: 'sign', length: (circled?.[0].length ?? 0) + name[0].length + blanks };
}

/** The first cell of a row. */
function rowMark(head: string): FoundMark | null {
  const cell = /^([^\t\n]{1,120}?)[:：]?\s?\t\s{0,4}(?=\S)/.exec(head);
  return cell ? { name: cell[1] ?? '', form: 'row', length: cell[0].length } : null;
}

const ABBREVIATED =
  /(?:^|[\s(.])(?:Mr|Mrs|Ms|Dr|M|Mme|Mlle|MM|Hon|Sen|Rep|Prof|St|Jr|Sr|Sra|Srta|D|Da|Gen|Col|Capt|Lt|Rev|Gov|Amb|Sig|On|Parl|Abg|\p{Lu})$/iu;

/** A word in capitals, a form of address or an office at the start, or the dash behind a name: most paragraphs have none of them. */
const BEGINS_NAME = /^(?:The )?(?:\p{Lu}\p{L}{0,10}\.? |\P{L}{0,2}\p{Lu}{3})|^.{2,120}[.)] ?[–—-]\s/u;

/** `Mr. SMITH of Lund. Thank you`, `PRESIDENTE. La seduta`, `Anna Berg (PPE). – Mr President`, or whatever markup sets off before a full stop. */
function stopMark(head: string, led: number): FoundMark | null {
  if (led === 0 && !BEGINS_NAME.test(head)) return null;
  let tries = 0;
  for (const end of head.matchAll(/(?:[.．](?:\s?[–—-])?|(?<=[)）])\s?[–—-])\s{1,4}/gu)) {
    if (++tries > 5) return null;
    const name = head.slice(0, end.index);
    const dashed = /[–—-]/.test(end[0]);
    if (ABBREVIATED.test(name) && !dashed) continue;
    const length = end.index + end[0].length;
    const set = led >= end.index && led <= length;
    return isSpokenBy(name, dashed || set) ? { name, form: dashed ? 'dash' : 'stop', length } : null;
  }
  return null;
}

const wordsIn = (name: string): string[] =>
  withoutBrackets(name)
    .split(/[\s,]+/)
    .filter((word) => word !== '');

/** Names before a full stop look like sentences: a title or capitals must tell, unless the mark itself does. */
function isSpokenBy(name: string, marked: boolean): boolean {
  const words = withoutBrackets(name)
    .split(/[\s,]+/)
    .filter((word) => word !== '');
  if (words.length === 0 || words.length > (marked ? 14 : 9)) return false;
  if (marked) return /^\p{Lu}/u.test(name);
  const titled =
    /^(?:The )?(?:Mr|Mrs|Ms|Dr|M|Mme|Mlle|Sen|Rep|Hon|Sra?|Srta|On|Senator|Chair(?:man|woman)|Secretary|Ambassador|Director|General|Governor|Judge|Admiral)\.?\s\p{L}/u.test(
      name,
    );
  const shouted = words.some((word) => /^\P{L}{0,2}\p{Lu}[\p{Lu}'’-]{2,}/u.test(word));
  const lower = wordsIn(name.split(',')[0] ?? '').filter((word) => /^\p{Ll}{4,}/u.test(word) && word !== 'tempore');
  return (titled && lower.length <= 2) || (shouted && lower.length === 0);
}

/** A line that markup sets off as a whole. */
function lineMark(head: string, led: number, length: number): FoundMark | null {
  return led >= length && length < HEAD && !/[.。!！?？,，;；]\s*$/.test(head.replace(/\b\p{L}\.\s*$/u, ''))
    ? { name: head, form: 'line', length }
    : null;
}

type Reader = (head: string, led: number, length: number) => FoundMark | null;
const readers: readonly Reader[] = [letterMark, bracketMark, rowMark, colonMark, signMark, stopMark, lineMark];
