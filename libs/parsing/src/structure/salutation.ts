import { nameIn, withoutDates } from './people.js';

/** Longest salutation, in UTF-16 units. */
const LONGEST = 90;

/** What the people addressed are called: the last characters of each form of address. */
const addressed =
  /(?:同志|同志们|领导|来宾|嘉宾|朋友|朋友们|代表|代表们|委员|委员们|老师|老师们|同学|同学们|家长|家长们|女士|女士们|先生|先生们|乡亲|乡亲们|父老|同事|同事们|同仁|同仁们|战友|战友们|评委|评委们|师生|员工|职工|职工们|党员|党员们|伙伴|伙伴们|专家|学者|校友|校友们|主席|书记|市长|县长|局长|主任|院长|校长|总理|部长|省长|区长|镇长|总|董事长|经理|客户|居民|居民们|村民|村民们|青年|战士们|官兵|官兵们|记者|媒体|孩子们|小朋友|小朋友们|各位|大家|们|新人|亲友|业主|股东|企业家|科学家|选手|队员|志愿者|护士|医生|院士|教授|阁下|使节|同胞|同胞们|侨胞|会员|理事|干部|组长|检查组|考核组|督导组|调研组|视察团)$/;

const greeting =
  /^(?:尊敬|敬爱|亲爱|各位|诸位|同志|女士|先生|老师|同学|朋友|乡亲|大家|战友|家长|来宾|领导|主持人|主席|书记|评委|青年|全体|广大|在座|父老|党员|团员|学员|员工|职工|教职工|干部|战士|官兵|孩子|家人|校友|村民|居民)/;

/**
 * The length of the salutation a text begins with, its colon included, or 0. Only forms of address in front of a colon, an exclamation
 * mark or a line break are one: `同志们，` before a sentence is part of it.
 */
export function salutationLength(text: string, from: number): number {
  const head = text.slice(from, from + LONGEST);
  const end = /[：:！!\n]/.exec(head);
  if (!end) return 0;
  const words = head.slice(0, end.index).trim();
  if (words === '' || /[。；;？?]/.test(words)) return 0;
  const forms = words.split(/[、，,和 \u3000]+/).filter((form) => form !== '');
  if (!greeting.test(words) && !isCalled(forms)) return 0;
  const known = forms.filter((form) => addressed.test(form.replace(/[（(][^)）]{0,12}[)）]$/, '')));
  if (known.length * 2 < forms.length || !addressed.test(forms.at(-1) ?? '')) return 0;
  return end.index + (end[0] === '\n' ? 0 : 1);
}

/** `姐妹们`, or a single person by surname and office before others who are greeted: `陈书记、各位同志`. */
function isCalled([first = '', ...others]: readonly string[]): boolean {
  if (/^[\u4e00-\u9fff]{1,4}(?<![我你您他她它咱人]|同志|朋友|同学|老师)们$/.test(first)) return true;
  return first.length <= 6 && addressed.test(first) && others.length > 0 && greeting.test(others.at(-1) ?? '');
}

/** Longest words between a title and a salutation, in UTF-16 units. */
const LONGEST_HEAD = 110;
const greetings = /尊敬|敬爱|亲爱|各位|诸位|同志|女士|先生|老师|同学|朋友|乡亲|父老/g;

/** Length of the words without a stop that run into a salutation; 0 where there is none, or nothing before it. */
export function wordsBeforeSalutation(text: string, from: number): number {
  const head = /^[^：:。；;！!？?\n]{3,}(?=[：:])/.exec(text.slice(from, from + LONGEST_HEAD + LONGEST))?.[0] ?? '';
  if (salutationLength(text, from) > 0) return 0;
  for (const { index } of head.matchAll(greetings)) {
    if (index > LONGEST_HEAD) return 0;
    if (index > 1 && salutationLength(text, from + index) === head.length - index + 1) return index;
  }
  return 0;
}

/**
 * Length of the words between a title and the salutation they run into, which say when, where and by whom a text was spoken:
 * `——2021年1月18日在…会议上市长 林海洋各位代表:`. 0 where there are none.
 */
export function headLength(text: string, from: number): number {
  const length = wordsBeforeSalutation(text, from);
  return length > 0 && saysWhenOrWho(text.slice(from, from + length)) ? length : 0;
}

const saysWhenOrWho = (words: string): boolean =>
  /^\s*[—―–-]/.test(words) || /^\s*[(（]?[0-9〇零一二三四五六七八九]{4}年/.test(words) || nameIn(withoutDates(words)) !== null;

/** Length of a note in brackets that the text begins with, such as `(2021年3月5日)`. */
export const noteLength = (text: string, from: number): number =>
  /^[(（][^()（）\n]{2,40}[)）]\s{0,2}/.exec(text.slice(from, from + 50))?.[0].length ?? 0;
