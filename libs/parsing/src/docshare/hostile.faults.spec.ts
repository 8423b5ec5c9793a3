import { parsePage } from '../parse-page.js';
import { layouts } from '../testing/wrap.js';

const hints = { url: null, contentType: null, fileName: null };
const head = layouts.mobile?.({ title: '青禾市会议', fileType: 'docx', pages: 7, body: '' }) ?? '';
const LENGTH = 15_000;

async function secondsFor(page: string): Promise<number> {
  const before = process.cpuUsage();
  await parsePage(new TextEncoder().encode(page), hints).catch(() => null);
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6;
}

/** The least of several runs: what else the machine does only adds to it. */
async function leastSeconds(page: string): Promise<number> {
  let least = Number.POSITIVE_INFINITY;
  for (let round = 0; round < 2; round += 1) least = Math.min(least, await secondsFor(page));
  return least;
}

const repeated = (unit: string) => (length: number) => unit.repeat(Math.ceil(length / unit.length));
const counted = (line: (number: number) => string) => (length: number) => {
  let page = '';
  for (let number = 1; page.length < length; number += 1) page += line(number);
  return page;
};

describe('time grows with the page and no faster', () => {
  it.each<[string, (length: number) => string]>([
    ['marks', repeated('1、')],
    ['marks on lines', repeated('1、\n')],
    ['marks behind blanks', repeated(' 1、')],
    ['marks that count up', counted((number) => `${number % 9999}、好的\n`)],
    ['several marks to a slice', counted(() => `1、2、3、${'好'.repeat(290)}\n`)],
    ['placeholders', repeated('X')],
    ['unclosed title marks', repeated('《')],
    ['beginnings of share lines', repeated('《T.docx》由会员分享,可在线阅读,更多相关《')],
    ['headings', repeated('一、')],
    ['items', repeated('。一是好')],
    ['titles with salutations', repeated('。青禾市工作会议讲话稿同志们:好')],
    ['page footers', repeated('第1页共7页')],
    ['labels', repeated('关 键 词:\n')],
    ['beginnings of links', repeated('* [青禾](')],
    ['blanks', repeated(' ')],
    ['readings', repeated('好(hǎo)')],
    ['hints', repeated('2、PDF文件下载后,3、4、5、')],
    ['closings', repeated('我的发言完了,')],
  ])('on %s', async (_, make) => {
    for (const above of ['', head]) {
      const [once, fourTimes] = [await leastSeconds(above + make(LENGTH)), await leastSeconds(above + make(LENGTH * 4))];
      expect(fourTimes).toBeLessThan(Math.max(0.1, once * 7));
    }
  });
});
