import type { Span } from '../page/joined-text.js';
import type { PageFields } from './fields.js';
import type { PageText } from './page-text.js';

/** A row of labels with values, such as `上传人:… 文档编号:… 格式:…`. */
export interface LabelRow extends Span {
  /** The labels in it, blanks left out. */
  readonly labels: readonly string[];
  readonly fields: PageFields;
}

interface LabelForm {
  readonly label: RegExp;
  /** The value, read right after the colon. */
  readonly value: RegExp;
  read(value: string): PageFields;
}

const none = (): PageFields => ({});
/** Key words may stand on the line below their label. */
const words = /(?:\n{1,2} {0,4})?[^\n:]{0,150}?(?= {2}| ?[^ \n:]{2,8} ?:|\n|$)/y;
const size = /[\d.,]{1,12} ?(?:[kmg]?b|[kmg])\b|/y;

const forms: readonly LabelForm[] = [
  { label: /上传(?:人|者|用户)(?:\(卖家\))?/, value: /[^\s:]{1,40}|/y, read: (uploader) => ({ uploader }) },
  { label: /(?:文档|资源)?编 ?号|资源id/, value: /[\w-]{1,40}|/y, read: (number) => ({ number }) },
  {
    label: /上传(?:时间|日期)|发布时间/,
    value: /\d{4}[-/.]\d{1,2}[-/.]\d{1,2}(?: \d{1,2}:\d{2}(?::\d{2})?)?|/y,
    read: (date) => ({ publishedAt: isoDay(date) }),
  },
  {
    label: /(?:文档|资源|文件)?格 ?式/,
    value: /\.?[a-z]{2,5}\b|/y,
    read: (type) => ({ fileType: type.replace('.', '').toLowerCase() || null }),
  },
  { label: /(?:全文|文档)?页 ?数/, value: /\d{1,5} ?页?|/y, read: (pages) => ({ pages: Number.parseInt(pages, 10) || null }) },
  { label: /(?:文档|资源|文件)?大 ?小/, value: size, read: (printed) => ({ size: printed }) },
  {
    label: /(?:下载)?(?:积分|价格|金币|费用)|售价/,
    value: /[\d.]{1,10} ?(?:积分|金币|元|金贝|文币|币)?|免费|/y,
    read: (price) => ({ price }),
  },
  { label: /(?:文档|资源)?类 ?[型别]/, value: /[^\s:]{1,20}|/y, read: none },
  { label: /(?:浏览|下载|收藏|阅读|点击|评论)(?:次数|量|数|人气)/, value: /\d{0,9} ?次?|/y, read: none },
  { label: /关 {0,3}键 {0,3}[词字]/, value: words, read: (keywords) => ({ keywords: keywords.replace(/\s+/g, ' ') }) },
];

const labelAtEnd = new RegExp(`(?:${forms.map(({ label }) => label.source).join('|')})(?= ?$)`);
/** Longest label with the blanks in and behind it, in UTF-16 units. */
const LONGEST_LABEL = 12;
const whole = forms.map((form) => ({ ...form, label: new RegExp(`^(?:${form.label.source})$`) }));

/** Rows of at least two labels, or a single label alone at a line start. A row ends where the last value ends. Linear. */
export function findLabelRows({ text, folded }: PageText, zone: Span): LabelRow[] {
  const rows: { from: number; to: number; labels: string[]; fields: PageFields }[] = [];
  let floor = zone.from;
  for (let colon = folded.indexOf(':', floor); colon >= 0; colon = folded.indexOf(':', Math.max(floor, colon + 1))) {
    if (colon - LONGEST_LABEL >= zone.to) break;
    const before = Math.max(floor, colon - LONGEST_LABEL);
    const match = labelAtEnd.exec(folded.slice(before, colon));
    const from = before + (match?.index ?? 0);
    if (!match || from >= zone.to) continue;
    const label = match[0];
    const form = whole.find((candidate) => candidate.label.test(label));
    if (!form) continue;
    const valueAt = skipBlanks(folded, colon + 1);
    form.value.lastIndex = valueAt;
    const to = valueAt + (form.value.exec(folded)?.[0].length ?? 0);
    const fields = form.read(text.slice(valueAt, to).trim());
    const last = rows.at(-1);
    if (last && betweenLabels.test(folded.slice(last.to, from))) {
      last.to = to;
      last.labels.push(label.replaceAll(' ', ''));
      last.fields = { ...fields, ...last.fields };
    } else rows.push({ from, to, labels: [label.replaceAll(' ', '')], fields });
    floor = Math.max(colon + 1, to);
  }
  return rows.filter((row) => row.labels.length > 1 || isAtLineStart(folded, row.from));
}

/** Labels of one row may stand on lines of their own, behind bullets or commas. */
const betweenLabels = /^[\s,|•·●▪*-]{0,40}$/;

const skipBlanks = (text: string, at: number): number => {
  let next = at;
  while (text[next] === ' ') next += 1;
  return next;
};

const isAtLineStart = (text: string, at: number): boolean => /(?:^|\n)[ •·●▪*-]*$/.test(text.slice(Math.max(0, at - 20), at));

function isoDay(printed: string): string | null {
  const match = /^(\d{4})\D(\d{1,2})\D(\d{1,2})/.exec(printed);
  return match ? `${match[1]}-${(match[2] ?? '').padStart(2, '0')}-${(match[3] ?? '').padStart(2, '0')}` : null;
}
