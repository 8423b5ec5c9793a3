import { parsePage } from '../parse-page.js';
import { hostileTexts } from '../testing/hostile-texts.js';
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

describe('time grows with the page and no faster', () => {
  it.each(Object.entries(hostileTexts))('on %s', async (_, make) => {
    for (const above of ['', head]) {
      const [once, fourTimes] = [await leastSeconds(above + make(LENGTH)), await leastSeconds(above + make(LENGTH * 4))];
      expect(fourTimes).toBeLessThan(Math.max(0.1, once * 7));
    }
  });
});
