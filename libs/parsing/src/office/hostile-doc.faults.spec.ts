import type { CaptureHints } from '#domain';
import { parsePage } from '../parse-page.js';
import { buildCompound } from '../testing/build-compound.js';
import { buildDoc, change, docStreams, para, run } from '../testing/build-doc.js';

const hints: CaptureHints = { url: null, contentType: null, fileName: null };

/** Processor seconds that a file takes, and what comes of it. */
async function outcomeOf(bytes: Uint8Array): Promise<{ said: string; seconds: number }> {
  const begin = process.cpuUsage();
  const said = await parsePage(bytes, hints).then(
    ({ speeches }) => `${speeches.length} speeches`,
    (refusal: { code: string }) => refusal.code,
  );
  const { user, system } = process.cpuUsage(begin);
  return { said, seconds: (user + system) / 1e6 };
}

/** A document whose main stream ends in 16 MB of characters, all of which are its text. */
function filledWith(sign: number): Uint8Array {
  const streams = docStreams({ text: [para('青禾镇')] });
  const characters = Buffer.alloc(16 * 1024 * 1024, sign);
  const document = Buffer.concat([streams.WordDocument ?? Buffer.alloc(0), characters]);
  const tables = Buffer.from(streams['1Table'] ?? []);
  const pieces = document.readUInt32LE(0x9a + 33 * 8);
  tables.writeUInt32LE(characters.length, pieces + 9);
  tables.writeUInt32LE((((streams.WordDocument?.length ?? 0) * 2) | 0x4000_0000) >>> 0, pieces + 15);
  document.writeUInt32LE(characters.length, 0x4c);
  return buildCompound({ ...streams, WordDocument: document, '1Table': tables });
}

describe('large files of old office programs', () => {
  it.each<[string, string, () => Uint8Array]>([
    ['sixteen million characters in a row', '1 speeches', () => filledWith(0x61)],
    ['sixteen million ends of paragraphs', 'page-too-large', () => filledWith(0x0d)],
    ['sixteen million line breaks', 'page-too-large', () => filledWith(0x0b)],
    ['sixteen million beginnings of fields', 'page-too-large', () => filledWith(0x13)],
  ])('are done soon: %s', async (_, expected, make) => {
    const { said, seconds } = await outcomeOf(make());
    expect(said).toBe(expected);
    // Under a test runner everything takes some times longer than in a thread of its own.
    expect(seconds).toBeLessThan(15);
  });

  it('take time that grows with their bytes', async () => {
    const time = async (count: number): Promise<number> => {
      const paragraph = (_: unknown, at: number) => para([run(`${at}`), run('青', change(0x0800, at % 2)), run('禾')]);
      return (await outcomeOf(buildDoc({ text: Array.from({ length: count }, paragraph) }))).seconds;
    };
    await time(1_000);
    const few = Math.max(0.05, await time(2_000));
    expect(await time(16_000)).toBeLessThan(few * 24);
  });
});
