import type { CaptureHints } from '#domain';
import { parsePage } from '../parse-page.js';
import { buildCompound } from '../testing/build-compound.js';
import { buildDoc, change, docStreams, para, run } from '../testing/build-doc.js';
import { runs } from '../testing/runs.js';

const hints: CaptureHints = { url: null, contentType: null, fileName: null };
const plain = docStreams({ text: [para('青禾镇今天开会。')] });

const changed = (name: string, change: (bytes: Buffer) => void): Uint8Array => {
  const bytes = Buffer.from(plain[name] ?? []);
  change(bytes);
  return buildCompound({ ...plain, [name]: bytes });
};
const inFile = (change: (bytes: Buffer) => void): Uint8Array => {
  const bytes = Buffer.from(buildCompound(plain));
  change(bytes);
  return bytes;
};
/** The place of a table in the head: its start and its length. */
const placeOf = (table: number): number => 0x9a + table * 8;

/** Numbers that look like chance and are the same each time. */
function* noise(seed: number): Generator<number> {
  for (let state = seed; ; ) {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    yield Math.floor(state / 4096);
  }
}

describe('hostile files of old office programs', () => {
  it.each<[string, () => Uint8Array]>([
    [
      'a folder that runs in circles',
      () => inFile((bytes) => bytes.writeUInt32LE(bytes.readUInt32LE(48), 512 * (bytes.length / 512 - 1) + bytes.readUInt32LE(48) * 4)),
    ],
    ['a head without a folder', () => inFile((bytes) => bytes.writeUInt32LE(0xffff_fff0, 48))],
    ['sectors of an odd size', () => inFile((bytes) => bytes.writeUInt16LE(31, 30))],
    ['no table of pieces', () => changed('WordDocument', (bytes) => bytes.writeUInt32LE(0, placeOf(33) + 4))],
    ['pieces beyond the end', () => changed('WordDocument', (bytes) => bytes.writeUInt32LE(0xffff_ff00, placeOf(33)))],
    ['a head of nothing but ones', () => changed('WordDocument', (bytes) => bytes.fill(0xff, 0x20, 0x400))],
  ])('are refused as broken: %s', async (_, make) => {
    await expect(parsePage(make(), hints)).rejects.toMatchObject({ name: 'Unprocessable', code: 'broken-office' });
  });

  it.each<[string, () => Uint8Array]>([
    ['styles that are everywhere', () => changed('WordDocument', (bytes) => bytes.writeUInt32LE(0xffff_ffff, placeOf(1) + 4))],
    ['pages of properties that are nowhere', () => changed('WordDocument', (bytes) => bytes.writeUInt32LE(0x7fff_ffff, placeOf(13)))],
    ['lists without end', () => changed('WordDocument', (bytes) => bytes.writeUInt32LE(0x7fff_ffff, placeOf(74) + 4))],
    ['stories of four billion characters', () => changed('WordDocument', (bytes) => bytes.fill(0xff, 0x4c, 0x6c))],
    ['fields that never end', () => buildDoc({ text: [para([run('\x13\x14'.repeat(6_000)), run('青禾镇')])] })],
    ['ends of fields that never began', () => buildDoc({ text: [para([run('\x15'.repeat(6_000)), run('青禾镇')])] })],
    [
      'tables two billion deep',
      () => buildDoc({ text: [para('青禾镇', { changes: [...change(0x2416, 1), ...change(0x6649, 255, 255, 255, 127)] })] }),
    ],
    ['half a character', () => buildDoc({ text: [para('青禾镇\ud800')] })],
    ['nothing behind its text', () => inFile(() => undefined).subarray(0, -512)],
  ])('are read where they can be, with %s', async (_, make) => {
    const found = await parsePage(make(), hints).then(
      ({ speeches }) => speeches.map(({ text }) => text).join(),
      (refusal: { code: string }) => refusal.code,
    );
    expect(found).toMatch(/青禾镇|^broken-office$/);
  });

  it('never bring anything but a result or a refusal, whatever is changed in them', async () => {
    const whole = buildDoc({
      text: Array.from({ length: 40 }, (_, at) => para(`第${at}条。青禾镇今天开会。`)),
      footnotes: [[para('甲')]],
      lists: [[[39, '%1、']]],
      uses: [[0]],
    });
    const numbers = noise(20_210_315);
    const next = (below: number): number => (numbers.next().value ?? 0) % below;
    for (let round = 0; round < runs(100); round += 1) {
      const bytes = Buffer.from(whole);
      for (let changes = 1 + next(12); changes > 0; changes -= 1) {
        const at = next(3) === 0 ? next(1_536) : next(bytes.length - 4);
        bytes.writeUInt32LE([0, 0xffff_ffff, 0x7fff_ffff, 1, next(65_536)][next(5)] ?? 0, at);
      }
      await parsePage(bytes, hints).catch((refusal: unknown) => expect(refusal).toMatchObject({ name: 'Unprocessable' }));
    }
  });
});
