import type { PageText } from '../page-text.js';
import type { HtmlTree } from '../tree.js';
import { type Line, textNodes } from './lines.js';
import type { Rules } from './rules/chosen.js';
import { isCredit } from './rules/particulars.js';
import type { Surroundings } from './surroundings.js';

/** Lines after a title, and before the first and after the last line of a text, that may say who wrote it. */
const NEAR = 10;
const MAX_LINE = 200;
const MAX_SIGNED = 60;
const MAX_NAME = 80;
/** Labels that stand before a colon. */
const LABELLED =
  /(?:作者|作\u3000者|记者|記者|撰文|撰稿|文字|执笔|執筆|글|기자|author|autor|auteur|autore|автор)\s?[:：]\s{0,3}([^\n\t|｜:：,，;；/()（）【】]{2,80})/iu;
/** Words that stand before a name at the start of a line or of a cell. */
const AFTER_WORD =
  /(?:^|[\t|｜•·])\s{0,3}(?:by|von|par|por|di|door|av|af|przez|от|文[/／]|记者|記者)\s{1,3}((?:\p{Lu}|\p{Lo})[^\n\t|｜:：,，;；•·()（）/]{1,79})/iu;
/** Where a name ends that something follows without a mark. */
const END_OF_NAME =
  /\s{1,4}(?:\d|[-–—]\s|来源|时间|日期|发布|编辑|责任|阅读|点击|浏览|字[号体]|(?:am|on|le|el|il|op|den|published|updated|posted|veröffentlicht)(?!\p{L}))|\s{2,}|\d{4}/iu;
const NAME = /^\p{L}[\p{L}\p{M}\s.'’·•-]{1,59}$/u;
const MAX_WORDS = 6;
/** Words that stand where a name should. */
const NO_NAME =
  /^(?:by|von|par|por|di|admin|author|autor|posted|published|written|about|share|follow|guest|staff)\b|[.]com|^(?:未知|佚名|匿名|发布|網友|网友|小编|来源|时间|日期|编辑|阅读|点击|浏览)/iu;
const AUTHOR_CLASS = /(?:^|[\s_-])(?:author|byline)(?:[\s_-]{0,2}(?:name|link|title))?(?:\s|$)/i;
const MAX_CLASS = 300;
/** Elements around a piece of text that may be named. */
const MAX_STEPS = 4;

/** Who wrote the text, as the lines around it print it: a link or property that says author, a label, or a word before a name; null without one. */
export function printedAuthor(
  around: Surroundings,
  page: PageText,
  lines: readonly Line[],
  rules: Rules,
  titleLine: number,
): string | null {
  const [first, last] = [rules.indexOf(null), rules.lastIndexOf(null)];
  if (first < 0) return null;
  const head = titleLine >= 0 && titleLine < first ? Math.max(titleLine + 1, first - 2 * NEAR) : Math.max(0, first - NEAR);
  const candidates = [...lines.slice(head, first + NEAR / 2), ...lines.slice(last + 1, last + 1 + NEAR / 2)];
  const short = candidates.filter((line) => rules[line.index] !== null && line.weight > 1 && line.weight <= MAX_LINE);
  for (const read of [labelledName, statedName, nameAfterWord]) {
    for (const line of short) {
      const name = read(around, page, line);
      if (name !== null) return name;
    }
  }
  return null;
}

type Reader = (around: Surroundings, page: PageText, line: Line) => string | null;

/** The text of an element that is linked, marked or named as the author's. */
const statedName: Reader = ({ tree }, page, line) => {
  if (isCredit(page, line)) return null;
  for (const node of textNodes(page, line)) {
    for (let element = tree.parent(node), step = 0; element > 0 && step < MAX_STEPS; element = tree.parent(element), step++) {
      if (!saysAuthor(tree, element)) continue;
      const name = nameIn(tree.textContent(node));
      if (name !== null) return name;
    }
  }
  return null;
};

function saysAuthor(tree: HtmlTree, element: number): boolean {
  if (!tree.hasAttributes(element)) return false;
  if (/\bauthor\b/i.test(`${tree.attribute(element, 'rel') ?? ''} ${tree.attribute(element, 'itemprop') ?? ''}`)) return true;
  return AUTHOR_CLASS.test((tree.attribute(element, 'class') ?? '').slice(0, MAX_CLASS));
}

const labelledName: Reader = (_, page, line) => nameIn(LABELLED.exec(page.text.slice(line.from, line.to))?.[1]);

const nameAfterWord: Reader = (_, page, line) => nameIn(AFTER_WORD.exec(page.text.slice(line.from, line.to).trim())?.[1]);

/** Whether a line says who wrote the text and nothing else: a label or word and a name. */
export function isSignedLine(page: PageText, line: Line): boolean {
  if (line.weight > MAX_SIGNED || line.endsSentence) return false;
  const text = page.text.slice(line.from, line.to).trim();
  return [LABELLED, AFTER_WORD].some((pattern) => {
    const match = pattern.exec(text);
    return match?.index === 0 && match[0].length === text.length && nameIn(match[1]) === match[1]?.trim();
  });
}

/** The name a text begins with, or null where that is none. */
function nameIn(text: string | undefined): string | null {
  const found = (text ?? '').trim().slice(0, MAX_NAME);
  const end = found.search(END_OF_NAME);
  const name = (end < 0 ? found : found.slice(0, end)).trim();
  return NAME.test(name) && !NO_NAME.test(name) && name.split(/\s+/).length <= MAX_WORDS ? name : null;
}
