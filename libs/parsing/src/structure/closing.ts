/** Longest closing, in UTF-16 units. */
const LONGEST = 80;

const thanks =
  /^(?:最后[，,]?)?(?:再次)?(?:衷心)?(?:我的(?:发言|讲话|汇报|演讲|报告|党课|致辞)(?:就?(?:讲|说|谈|汇报|发言)?到(?:此|这里)(?:结束)?|到此为止|完了|完毕|结束)?[，,。！!]?\s{0,2})?(?:谢谢|感谢)(?:大家|各位|同志们|你们)?[^。！!]{0,12}[。！!]*$|^我的(?:发言|讲话|汇报|演讲|报告|党课|致辞)(?:就?(?:讲|说|谈|汇报|发言)?到(?:此|这里)(?:结束)?|到此为止|完了|完毕|结束)[^。]{0,12}[。！!]*$|^(?:最后[，,]?)?(?:衷心|诚挚)?祝(?:愿)?(?:大家|各位|同志们|你们|老师|同学|全)[^。！!]{2,40}[。！!]*(?:谢谢(?:大家|各位)?[。！!]*)?$|^(?:我|今天我?)(?:今天)?就(?:讲|说|谈|汇报|发言)(?:到(?:此|这里|这儿)|这(?:些|么多))[^。！!]{0,12}[。！!]*$|^以上(?:就)?是?我的[^。！!]{2,12}(?:[，,][^。！!]{2,16})?[。！!]*$|^(?:最后[，,]?)?预祝[^。！!]{4,40}[。！!]*$|^(?:[^。！!，,]{0,10}(?:不当|不妥|不足|不对)(?:之处|的地方)[，,])?(?:敬)?请(?:大家|各位[^。！!]{0,6})?(?:批评|指正|审议|审查)[^。！!]{0,6}[。！!]*$|^以上(?:报告|汇报|发言)?[，,]?请(?:予)?(?:审议|审查)[。！!]*$|^(?:现在)?散会[。！!]*$|^(?:今天的?|本次)?(?:会议|大会|活动|典礼|仪式)就?到(?:此|这里)(?:圆满)?结束[^。！!]{0,12}(?:[。！!]散会)?[。！!]*$|^此致\s{0,4}敬礼[。！!]*$/;

/** Where the closing of a text begins that ends at `to`, looking no further back than `from`; null without one. */
export function closingStart(text: string, from: number, to: number): number | null {
  const floor = Math.max(from, to - LONGEST);
  const tail = text.slice(floor, to);
  let found: number | null = null;
  for (const end of [...tail.matchAll(/[。！!？?；;\n]\s*/g)].reverse()) {
    const start = end.index + end[0].length;
    if (start < tail.length && thanks.test(tail.slice(start))) found = floor + start;
  }
  return found ?? (floor === from && thanks.test(tail) ? from : null);
}
