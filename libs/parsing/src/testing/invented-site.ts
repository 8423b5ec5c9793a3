/** What the pages of the invented site can be told. */
export interface SitePage {
  readonly number: number;
  /** What stands in the article behind its first paragraphs. */
  readonly card?: string;
  readonly salutation?: string;
  /** Class of the paragraphs; none when left out. */
  readonly paragraphClass?: string;
}

const PLACES = ['青岭', '白沙', '云溪', '石桥', '柳湾', '枫林', '东渡', '河口', '竹山', '南塘', '松坪', '梅岭'];
const THINGS = ['防汛', '春耕', '植树', '校舍', '养老', '修路', '供水', '秋收', '医保', '招商', '环保', '消防'];
const DEEDS = ['一件一件记在账上', '逐户问过以后再定', '先做难的那一半', '请老乡们当面说清楚', '把日子排到每一周', '留下名字和电话'];

const pick = (list: readonly string[], at: number): string => list[at % list.length] ?? '';

/** Sentences that no other page has. */
const sentence = (page: number, at: number): string =>
  `${pick(PLACES, page * 5 + at)}的${pick(THINGS, page * 7 + at * 3)}要${pick(DEEDS, page + at * 5)}，到${(page * 13 + at * 17) % 97}户人家走一遍，第${page}次会上说的${pick(
    THINGS,
    page + at,
  )}${pick(PLACES, at * page)}办得${pick(DEEDS, page * 3 + at)}。`;

/** The card about the paper that a careless template prints among the paragraphs of each article. */
export const AUTHOR_CARD =
  '<div class="writer-box"><p>青岭晚报是青岭市民自己的报纸，编辑部设在青岭市河沿街九号。</p><p>欢迎读者来信来电，提供新闻线索。</p></div>';

/** A page of the invented paper 青岭晚报 with a speech in it. */
export function sitePage({ number, card = AUTHOR_CARD, salutation = '同志们：', paragraphClass }: SitePage): string {
  const open = paragraphClass === undefined ? '<p>' : `<p class="${paragraphClass}">`;
  const paragraph = (at: number): string => `${open}${sentence(number, at)}${sentence(number, at + 40)}</p>`;
  return `<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><title>${titleOf(number)} - 青岭晚报</title></head><body>
<div class="top"><a href="/">首页</a><a href="/news">要闻</a></div>
<div id="story" class="story"><h1>${titleOf(number)}</h1>
<div class="words">${open}${salutation}</p>
${paragraph(1)}
${paragraph(2)}
${card}
${paragraph(3)}
${paragraph(4)}</div></div>
<div class="bottom">青岭晚报 版权所有</div></body></html>`;
}

export const titleOf = (number: number): string => `在${pick(PLACES, number)}${pick(THINGS, number * 3)}工作会议上的讲话`;

export const siteUrl = (number: number): string => `https://www.wanbao.example/news/${number}.html`;
