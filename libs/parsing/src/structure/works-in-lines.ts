import { fold } from '#text';
import { announcedWorks } from './announced-works.js';

/** Longest line that can be a title, and shortest text that can hold two works, in UTF-16 units. */
const LONGEST_TITLE = 60;
const SHORTEST = 400;

const title =
  /(?:讲话|发言|致辞|致词|党课|演讲|演说|报告|总结|方案|计划|规划|体会|心得|感悟|主持词|述职|剖析|汇报|要点|意见|倡议书?|寄语|贺词|答辞|献词|祝词|[开闭]幕词|宣讲|课件|材料|提纲|范文|稿|书)[（(【]?[一二三四五六七八九十0-9]{0,2}[)）】]?$/;
const label = /^[【[(（]?(?:第[一二三四五六七八九十0-9]{1,3}篇|(?:篇|范文|例文|范本|样本)[一二三四五六七八九十0-9]{1,3})/;

/** Whether lines may hold several works: their title says so, or lines look like titles or labels of works. Quick, and often wrong for yes. The title is folded. */
export function mayHoldWorks(lines: readonly string[], documentTitle: string): boolean {
  const length = lines.reduce((sum, line) => sum + line.length, 0);
  if (length < SHORTEST) return false;
  if (announcedWorks(documentTitle).several) return true;
  let found = 0;
  for (const line of lines) if (/[\u4e00-\u9fff]/.test(line.slice(0, 12)) && isHead(fold(line.slice(0, LONGEST_TITLE + 1)))) found += 1;
  return found > 1;
}

const isHead = (start: string): boolean => label.test(start) || (start.length <= LONGEST_TITLE && title.test(start));
