const repeated = (unit: string) => (length: number) => unit.repeat(Math.ceil(length / unit.length));
const counted = (line: (number: number) => string) => (length: number) => {
  let page = '';
  for (let number = 1; page.length < length; number += 1) page += line(number);
  return page;
};

/** Texts made to cost much: each is a function of its length. */
export const hostileTexts: Readonly<Record<string, (length: number) => string>> = {
  marks: repeated('1、'),
  'marks on lines': repeated('1、\n'),
  'marks behind blanks': repeated(' 1、'),
  'marks that count up': counted((number) => `${number % 9999}、好的\n`),
  'several marks to a slice': counted(() => `1、2、3、${'好'.repeat(290)}\n`),
  placeholders: repeated('X'),
  'unclosed title marks': repeated('《'),
  'beginnings of share lines': repeated('《T.docx》由会员分享,可在线阅读,更多相关《'),
  headings: repeated('一、'),
  items: repeated('。一是好'),
  'titles with salutations': repeated('。青禾市工作会议讲话稿同志们:好'),
  'page footers': repeated('第1页共7页'),
  labels: repeated('关 键 词:\n'),
  'beginnings of links': repeated('* [青禾]('),
  blanks: repeated(' '),
  readings: repeated('好(hǎo)'),
  hints: repeated('2、PDF文件下载后,3、4、5、'),
  closings: repeated('我的发言完了,'),
};
