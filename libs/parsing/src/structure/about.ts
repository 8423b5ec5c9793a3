import type { SpeechKind } from '#domain';
import { findDates, firstDate, fold } from '#text';
import { dayAlone } from './dates/day-alone.js';
import { printedDay } from './dates/moments.js';
import { type Delivered, readDelivered } from './delivered.js';
import { CALLED, nameIn, SURNAMES } from './people.js';
import { signedDay } from './signed-day.js';
import { readTitle } from './title-about.js';

/** What a speech's title and first lines tell about it. */
export interface AboutSpeech {
  readonly kind: SpeechKind;
  readonly occasion: string | null;
  readonly speaker: string | null;
  /** As exact as it is printed. */
  readonly date: string | null;
  readonly year: number | null;
}

const kinds: readonly (readonly [SpeechKind, RegExp])[] = [
  ['lecture', /党课|宣讲|讲义|讲稿(?<!演讲稿)/g],
  [
    'speech',
    /讲话|发言|演讲|演说|寄语|答辞|倡议|祝酒|感言|(?:致|悼|祝|贺|献|主持|开幕|闭幕|开场|欢迎|欢送|答谢)[词辞]|演辞|演説|スピーチ|挨拶|연설|축사|(?<!\p{L})(?:remarks|speech|address|keynote|ansprache|grußwort|\p{L}{0,12}rede|discours|allocution|discurso|discorso|выступление|речь)(?!\p{L})/gu,
  ],
  ['report', /报告|(?<!思想)汇报|总结|述职|通报/g],
  ['plan', /方案|计划|规划|要点|预案/g],
  ['reflections', /心得|体会|感悟|剖析|检视|对照检查|读后感|观后感|反思|思想汇报|读书笔记|学习笔记/g],
];

/** The kind of text its title names; the word nearest to the end decides. */
export function kindOfTitle(title: string): SpeechKind {
  const folded = fold(title);
  let best: { kind: SpeechKind; at: number } | null = null;
  for (const [kind, words] of kinds) {
    for (const { index } of folded.matchAll(words)) if (!best || index > best.at) best = { kind, at: index };
  }
  return best?.kind ?? 'other';
}

/** Reads the title and the two ends of the text below it; looks no further than the first 200 and the last 80 characters. */
export function aboutSpeech(title: string, text: string, printedDate: string | null): AboutSpeech {
  const head = text.slice(0, HEAD);
  const delivered = readDelivered(head);
  const inTitle = kindOfTitle(title);
  const date = printedDate ?? dayOf(title, delivered, head, text);
  const inWords = /\p{Script=Han}/u.test(title) ? null : readTitle(title);
  return {
    kind: inTitle === 'other' ? kindOfTitle(delivered.words) : inTitle,
    occasion: occasionOf(title) ?? delivered.occasion ?? inWords?.occasion ?? null,
    speaker: speakerOf(title, head) ?? delivered.speaker ?? inWords?.speaker ?? null,
    date,
    year: date ? Number(date.slice(0, 4)) : null,
  };
}

/** How much below a title may say who speaks, when and where, in UTF-16 units. */
const HEAD = 200;

/** The most exact day that title and head name; failing a day, the one the text is signed with, unless it is of another year. */
function dayOf(title: string, delivered: Delivered, head: string, text: string): string | null {
  const inTitle = firstDate(title)?.date ?? (/\d{4}/.test(title) ? printedDay(title) : null);
  const above = mostExact(mostExact(inTitle, delivered.date), dateLine(head));
  const signed = above !== null && above.length > 7 ? null : signedDay(text);
  return signed !== null && (above === null || signed.startsWith(above.slice(0, 4))) ? mostExact(above, signed) : above;
}

/** Lines below the title among which the day of the speech stands. */
const DATE_LINES = 4;

/** A date in brackets or on a line of its own below the title is the day of the speech. */
function dateLine(head: string): string | null {
  const alone = head
    .split('\n', DATE_LINES)
    .map(dayAlone)
    .find((day) => day !== null);
  if (alone) return alone;
  const found = findDates(head).find(({ start, length }) => {
    const before = head.slice(Math.max(0, start - 2), start).trimEnd();
    const after = head.slice(start + length, start + length + 2).trimStart();
    return /[（(]$/.test(before) && /^[）)]/.test(after);
  });
  return found?.date ?? null;
}

const mostExact = (a: string | null, b: string | null): string | null => (a === null || (b !== null && b.length > a.length) ? b : a);

const meeting =
  '(?:会议|大会|座谈会|动员会|推进会|部署会|总结会|表彰会|工作会|现场会|培训班|研讨班|仪式|典礼|论坛|全会|年会|例会|报告会|交流会|启动会|誓师会|党课|晚会|庆典|开班式|会)';

/** `…在X会议上的讲话`, the meeting at the head of `X会议讲话稿`, or `Xにおける…演説`. */
function occasionOf(title: string): string | null {
  const plain = title.replace(/[《》]/g, '').replace(/^\s*[0-9０-９]{1,3}[、.．]\s*/, '');
  const folded = fold(plain);
  const found =
    atMeeting.exec(folded) ??
    ofMeeting.exec(folded) ??
    /^([^。]{2,40}?)における(?=[^。]{0,30}(?:演说|スピーチ|あいさつ|挨拶|讲演|谈话|发言))/.exec(folded);
  return found?.[1] ? printed(plain, folded, found[1]) : null;
}

const atMeeting = new RegExp(`在([^。]{2,60}?${meeting}[^。]{0,8}?)(?:上|中|时|期间)的?`);
const ofMeeting = new RegExp(`^([^，,。]{2,50}${meeting})(?=[^。]{0,6}(?:讲话|发言|致辞|主持|报告|演讲))`);

/** Words found in a folded text, as they are printed. */
const printed = (text: string, folded: string, words: string): string =>
  text.slice(folded.indexOf(words), folded.indexOf(words) + words.length);

/** A line `主讲人：张三` or a name below the title, `县委书记张三在…上的讲话`, or `…における山田総理大臣演説`. */
function speakerOf(title: string, head: string): string | null {
  const line = /(?:^|\n|[（(])\s*(?:主讲人|讲话人|演讲人|演讲者|发言人|报告人|汇报人|主持人)[：:]\s{0,3}([^\s，,。；;）)：:]{2,16})/.exec(
    head.slice(0, 200),
  );
  if (line?.[1]) return line[1];
  return speakerLine(head) ?? speakerInTitle(title);
}

const spoken = '(?:讲话|发言|致辞|致词|报告|演讲|演辞|谈话)';
const inMeeting = new RegExp(`^([^《》，,。0-9]{2,24}?)(?:同志)?在[^。]{2,60}(?:上|中|时)的?[^。]{0,4}${spoken}`);
/** Without a word for the meeting the words before it must be a person's. */
const byPerson = new RegExp(`^([^《》，,。0-9]{0,20}(?:${CALLED}(?:[${SURNAMES}][\\u4e00-\\u9fff]{1,2})?))[在于][^。]{2,60}${spoken}`);
const japanese =
  /([一-龠々ァ-ヶ]{2,12}(?:总理大臣|大臣|总理|长官|议长|知事|市长|町长|村长|总裁))の?(?:施政方针|所信表明|年头|冒头|基调)?(?:演说|スピーチ|ご?あいさつ|挨拶|讲演|谈话|记者会见)/;

function speakerInTitle(title: string): string | null {
  const folded = fold(title);
  const inWords = inMeeting.exec(folded)?.[1];
  if (inWords && /[\u4e00-\u9fff]{2}/.test(inWords) && !/关于|学习|认真/.test(inWords)) return printed(title, folded, inWords);
  const found = byPerson.exec(folded)?.[1] ?? japanese.exec(folded)?.[1];
  return found ? printed(title, folded, found) : null;
}

/** `市委书记 张三` or a name alone, on a line right below the title or below the date. */
function speakerLine(head: string): string | null {
  return (
    head
      .split('\n', 3)
      .map(nameIn)
      .find((name) => name !== null) ?? null
  );
}
