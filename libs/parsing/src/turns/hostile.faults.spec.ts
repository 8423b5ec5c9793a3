import { parsePage } from '../parse-page.js';

const hints = { url: null, contentType: null, fileName: null };
const LENGTH = 40_000;

/** The least of several runs: what else the machine does only adds to it. */
async function leastSeconds(page: string): Promise<number> {
  let least = Number.POSITIVE_INFINITY;
  for (let round = 0; round < 3; round += 1) {
    const before = process.cpuUsage();
    await parsePage(new TextEncoder().encode(page), hints).catch(() => null);
    const { user, system } = process.cpuUsage(before);
    least = Math.min(least, (user + system) / 1e6);
  }
  return least;
}

const repeated = (unit: string) => (length: number) => unit.repeat(Math.ceil(length / unit.length));

describe('time grows with the turns of a page and no faster', () => {
  it.each<[string, (length: number) => string]>([
    ['names before colons', repeated('Mr REED (Lowmere): No.\nMs VANE (Moor): I ask for boats.\n')],
    ['abbreviations', repeated(`${'Mr. '.repeat(40)}\n`)],
    ['open brackets', repeated(`A${'('.repeat(130)}\n`)],
    ['brackets and full stops', repeated(`${'A (b). '.repeat(20)}\n`)],
    ['names in lists', repeated(`${'主席、'.repeat(40)}：\n`)],
    ['labels', repeated(`${'时间：'.repeat(40)}\n`)],
    ['labels of works', repeated('篇一：青禾市会议讲话稿\n同志们：\n')],
    ['circles', repeated('○議長（\n')],
    ['days', repeated('Moorburg, Mittwoch, den 14. März 2018 \n')],
  ])('on %s', async (_, make) => {
    const [once, fourTimes] = [await leastSeconds(make(LENGTH)), await leastSeconds(make(LENGTH * 4))];
    expect(fourTimes).toBeLessThan(Math.max(0.15, once * 7));
  });
});
