import { readNumber } from '#text';

/** What a document's title says about how many works it holds. */
export interface Announced {
  readonly several: boolean;
  readonly count: number | null;
  /** At least so many. 0 where the words may as well praise a single work, as `精选` does. */
  readonly least: number;
}

const work = '(?:稿|讲话|发言|致辞|致词|党课|演讲|报告|总结|方案|体会|心得|计划|汇报|主持词|倡议书|材料)';
const rest = '(?:范文)?(?:材料|提纲|稿|书)?[（(]?[一二三四五1-9]?[）)]?';
const joined = new RegExp(`${work}${rest}(?:和|与|及|以及|、|\\+)[^和与及]{2,40}${work}`);

/** `合编`, `三篇`, `…稿和…稿`: whether a title announces several works, and how many. */
export function announcedWorks(title: string): Announced {
  const counted = /([0-9]{1,3}|[一二两三四五六七八九十]{1,3}) ?(?:篇|份(?!额)|则)(?!章|文|目)/.exec(title);
  const count = counted ? readNumber(counted[1] ?? '') : null;
  const isCounted = count !== null && count > 1 && !/月份$/.test(title.slice(0, (counted?.index ?? 0) + (counted?.[0].length ?? 0)));
  const gathered = isCounted || /合编|合集|汇编|合辑|选编|多篇/.test(title) || joined.test(title);
  const several = gathered || /集锦|精选|大全/.test(title);
  return { several, count: isCounted ? count : null, least: isCounted ? count : gathered ? 2 : 0 };
}
