import type { SpeechKind } from '#domain';
import { findDates, firstDate, fold } from '#text';

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
  ['speech', /讲话|发言|致辞|致词|演讲|演说|主持词|寄语|贺词|祝词|答辞|献词|开幕词|闭幕词|倡议|祝酒/g],
  ['report', /报告|汇报|总结|述职|通报/g],
  ['plan', /方案|计划|规划|要点|预案/g],
  ['reflections', /心得|体会|感悟|剖析|检视|对照检查|读后感|观后感|反思/g],
];

/** The kind of text its title names; the word nearest to the end decides. */
function kindOfTitle(title: string): SpeechKind {
  const folded = fold(title);
  let best: { kind: SpeechKind; at: number } | null = null;
  for (const [kind, words] of kinds) {
    for (const { index } of folded.matchAll(words)) if (!best || index > best.at) best = { kind, at: index };
  }
  return best?.kind ?? 'other';
}

/** Reads title and the head of the text; looks no further than the first 200 characters after the title. */
export function aboutSpeech(title: string, head: string, printedDate: string | null): AboutSpeech {
  const inTitle = firstDate(title);
  const below = dateLine(head);
  const date = printedDate ?? mostExact(inTitle?.date ?? null, below);
  return {
    kind: kindOfTitle(title),
    occasion: occasionOf(title),
    speaker: speakerOf(title, head),
    date,
    year: date ? Number(date.slice(0, 4)) : null,
  };
}

/** A date in brackets or on a line of its own below the title is the day of the speech. */
function dateLine(head: string): string | null {
  const found = findDates(head.slice(0, 200)).find(({ start, length }) => {
    const before = head.slice(Math.max(0, start - 2), start).trimEnd();
    const after = head.slice(start + length, start + length + 2).trimStart();
    const inBrackets = /[（(]$/.test(before) && /^[）)]/.test(after);
    const ownLine = /(?:^|\n)\s*$/.test(head.slice(0, start)) && /^\s*(?:\n|$)/.test(head.slice(start + length));
    return inBrackets || ownLine;
  });
  return found?.date ?? null;
}

const mostExact = (a: string | null, b: string | null): string | null => (a === null || (b !== null && b.length > a.length) ? b : a);

const meeting =
  '(?:会议|大会|座谈会|动员会|推进会|部署会|总结会|表彰会|工作会|现场会|培训班|研讨班|仪式|典礼|论坛|全会|年会|例会|报告会|交流会|启动会|誓师会|党课|晚会|庆典|开班式|会)';

/** `…在X会议上的讲话`, or the meeting at the head of `X会议讲话稿`. */
function occasionOf(title: string): string | null {
  const plain = title.replace(/[《》]/g, '').replace(/^\s*[0-9０-９]{1,3}[、.．]\s*/, '');
  const at = new RegExp(`在([^。]{2,60}?${meeting}[^。]{0,8}?)(?:上|中|时|期间)的?`).exec(plain);
  if (at?.[1]) return at[1];
  return new RegExp(`^([^，,。]{2,50}${meeting})(?=[^。]{0,6}(?:讲话|发言|致辞|主持|报告|演讲))`).exec(plain)?.[1] ?? null;
}

/** `县委书记张三在…上的讲话`, or a line `主讲人：张三` below the title. */
function speakerOf(title: string, head: string): string | null {
  const line = /(?:^|\n|[（(])\s*(?:主讲人|讲话人|演讲人|演讲者|发言人|报告人|汇报人|主持人)[：:]\s{0,3}([^\s，,。；;）)：:]{2,16})/.exec(
    head.slice(0, 200),
  );
  if (line?.[1]) return line[1];
  const below = speakerLine(head);
  if (below) return below;
  const before = /^([^《》，,。0-9]{2,24}?)(?:同志)?在[^。]{2,60}(?:上|中|时)的?(?:[^。]{0,4})(?:讲话|发言|致辞|报告|演讲)/.exec(
    title,
  )?.[1];
  return before && /[\u4e00-\u9fff]{2}/.test(before) && !/关于|学习|认真/.test(before) ? before : null;
}

const office = '(?:书记|主任|主席|委员|[省市区县乡镇局部厅处科院校所社村会]长|董事长|总经理|经理|代表|教授|同志)';
const surnames =
  '王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤';
const named = new RegExp(`^(?:[\\u4e00-\\u9fff、]{0,20}${office} {0,3})?([${surnames}] {0,2}[\\u4e00-\\u9fff]{1,2})$`);

/** `市委书记 张三` or a name alone, on a line right below the title or below the date. */
function speakerLine(head: string): string | null {
  const lines = head.split('\n', 3).map((line) => line.replaceAll('\u3000', ' ').trim());
  for (const line of lines) {
    const name = named.exec(line)?.[1];
    if (name) return name.replaceAll(' ', '');
  }
  return null;
}
