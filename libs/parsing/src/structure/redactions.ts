import type { Redaction, RedactionKind } from '#domain';

/**
 * Placeholders and blanks of a text: runs of X and its like with no Latin letter or digit beside them, forms with `某`, and units that have
 * lost their number. In order of place; offsets into the text. Linear.
 */
export function findRedactions(text: string): Redaction[] {
  const found = [...placeholders(text), ...someForms(text), ...blanks(text)];
  return found.sort((a, b) => a.start - b.start);
}

function placeholders(text: string): Redaction[] {
  const runs: Redaction[] = [];
  for (const match of text.matchAll(/[XxＸｘ×✕]+|[*＊]+|[○□〇]{2,}|_{2,}/g)) {
    const start = match.index;
    const end = start + match[0].length;
    if (/[A-Za-z0-9]/.test(text[start - 1] ?? '') || /[A-Za-z0-9]/.test(text[end] ?? '')) continue;
    if (/[○〇_]/.test(match[0]) && numeral.test(text[start - 1] ?? '')) continue;
    if (/〇/.test(match[0]) && numeral.test(text[end] ?? '')) continue;
    if (/[*＊×✕○□〇_]/.test(match[0]) && !isInsideHan(text, start, end)) continue;
    runs.push({ kind: kindOf(text, start, end), form: 'placeholder', text: match[0], start });
  }
  return runs;
}

const numeral = /[一二三四五六七八九十〇零]/;

/** Stars are bullets and emphasis elsewhere, the times sign counts: they stand for something only beside Han characters. */
const isInsideHan = (text: string, start: number, end: number): boolean =>
  isHan(text[end]) ? text[start - 1] !== '\n' && start > 0 : isHan(text[start - 1]) && text[end] !== ' ';

const isHan = (sign: string | undefined): boolean => sign !== undefined && /[\u4e00-\u9fff]/.test(sign);

function someForms(text: string): Redaction[] {
  const kinds: Readonly<Record<string, RedactionKind>> = {
    年: 'date',
    月: 'date',
    日: 'date',
    人: 'person',
    同志: 'person',
    先生: 'person',
    女士: 'person',
  };
  return [...text.matchAll(/某{1,3}(?:同志|先生|女士|[省市县区镇乡村州旗社街部局院校厂司年月日人单班])?/g)].map((match) => {
    const suffix = match[0].replace(/某/g, '');
    const kind = kinds[suffix] ?? (/^[省市县区镇乡村州旗街]$/.test(suffix) ? 'place' : suffix === '' ? 'unknown' : 'organisation');
    return { kind, form: 'some', text: match[0], start: match.index };
  });
}

const placeAfter = /^(?:省|市|县|区|镇|乡|村|州|旗|街道|社区|自治|城区|河|山|路|湖|江|盟|屯|组)/;
const personAfter =
  /^(?:同志|先生|女士|书记|主任|老师|局长|市长|县长|校长|院长|主席|总|同学|部长|省长|区长|镇长|董事长|经理|教授|代表|委员)/;
const organisationAfter =
  /^(?:公司|集团|局|委|厅|部|大学|学院|学校|中学|小学|医院|银行|企业|单位|支部|党委|党组|协会|中心|法院|检察|厂|所|办|政府|师范)/;
const countedAfter =
  /^(?:%|％|个|名|人|户|家|条|座|项|次|件|场|辆|亩|公里|平方|万|亿|元|吨|米|余|多|分钟|小时|天|支|套|处|所|张|台|岁|届|期|批|类|种|亩|株|头|年来|周年|倍|份|篇)/;

/** What a placeholder stands for, as far as its neighbours tell. */
function kindOf(text: string, start: number, end: number): RedactionKind {
  const after = text.slice(end, end + 4);
  const before = text.slice(Math.max(0, start - 3), start);
  if (/^[%％]/.test(after)) return 'percentage';
  if (/^(?:年|月|日|号|时|点)/.test(after) && !/^年(?:来|级|轻)/.test(after)) return 'date';
  if (personAfter.test(after)) return 'person';
  if (countedAfter.test(after) || /(?:第|约|达|增长|近|超|共)$/.test(before)) return 'number';
  if (organisationAfter.test(after)) return 'organisation';
  return placeAfter.test(after) ? 'place' : 'unknown';
}

const percentBefore = /[0-9０-９.．XxＸｘ×*＊某]$/;
const numberBefore = /[0-9０-９.．XxＸｘ×*＊某一二三四五六七八九十百千万亿几数两多余半]$/;

/** Units without the number that belongs before them, and empty brackets. */
function blanks(text: string): Redaction[] {
  const found: Redaction[] = [];
  for (const match of text.matchAll(/[%％]|(?:亿|万)元|个百分点|第(?=[)）名])|[(（] ?[)）]/g)) {
    const before = text.slice(Math.max(0, match.index - 2), match.index).trimEnd();
    const unit = match[0];
    const standsAlone = /^[第(（]/.test(unit);
    if (!standsAlone && (/[%％]/.test(unit) ? percentBefore : numberBefore).test(before)) continue;
    found.push({ kind: /[%％]/.test(unit) ? 'percentage' : 'number', form: 'blank', text: unit, start: match.index });
  }
  for (const match of text.matchAll(/(?<=[^\s第] {0,8}[ \u3000]{2})[年月日](?![初底末度轻均关里前后])/g))
    found.push({ kind: 'date', form: 'blank', text: match[0], start: match.index });
  return found;
}
