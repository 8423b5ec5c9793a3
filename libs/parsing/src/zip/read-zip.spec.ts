import fc from 'fast-check';
import iconv from 'iconv-lite';
import { buildZip, type FileToPack } from '../testing/build-zip.js';
import { readZip } from './read-zip.js';
import { usualLimits } from './zip-limits.js';

const text = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);
const unpacked = (bytes: Uint8Array): string[][] => readZip(bytes).map((entry) => [entry.name, text(entry.read())]);
const code = (expected: string) => expect.objectContaining({ code: expected });
const zeros = (megabytes: number): Uint8Array => new Uint8Array(megabytes * 1024 * 1024);
const two: readonly FileToPack[] = [
  { name: 'a.txt', bytes: '青禾镇' },
  { name: 'folder/b.txt', bytes: '白石镇'.repeat(300) },
];
const asPairs = (files: readonly FileToPack[]): unknown[] => files.map(({ name, bytes }) => [name, bytes]);

describe('reading a ZIP archive', () => {
  it.each<[string, Partial<FileToPack>]>([
    ['packed', {}],
    ['stored', { stored: true }],
    ['with data descriptors', { descriptor: true }],
    ['with 64-bit fields', { long: true }],
    ['with both', { long: true, descriptor: true }],
  ])('gives each file of one that is %s', (_, how) => {
    expect(unpacked(buildZip(two.map((file) => ({ ...file, ...how }))))).toEqual(asPairs(two));
  });

  it('reads one behind other data and before a comment that looks like an end', () => {
    expect(unpacked(buildZip(two, { prefix: 'MZ program', comment: 'PK\x05\x06 note' }))).toEqual(asPairs(two));
  });

  it('reads names as they were written on a Chinese system, and folders with backslashes', () => {
    const [entry] = readZip(buildZip([{ name: '', rawName: iconv.encode('讲话\\青禾镇.docx', 'gbk'), bytes: 'x' }]));
    expect(entry?.name).toBe('讲话/青禾镇.docx');
  });

  it('lists no folders', () => {
    expect(readZip(buildZip([{ name: 'folder/', bytes: '' }, ...two])).map(({ name }) => name)).toEqual(['a.txt', 'folder/b.txt']);
  });

  it('gives back what was packed, whatever it is', () => {
    const file = fc.record({
      bytes: fc.uint8Array({ maxLength: 300 }),
      stored: fc.boolean(),
      descriptor: fc.boolean(),
      long: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(file, { maxLength: 6 }), (files) => {
        const entries = readZip(buildZip(files.map((how, at) => ({ ...how, name: `${at}.bin` }))));
        expect(entries.map((entry) => [...entry.read()])).toEqual(files.map(({ bytes }) => [...bytes]));
      }),
      { numRuns: 200, seed: 5 },
    );
  });
});

describe('refusing a ZIP archive', () => {
  it.each<[string, string, FileToPack]>([
    ['a wrong checksum', 'broken-zip', { name: 'a', bytes: 'x', claims: { crc: 1 } }],
    ['a size that is too small', 'broken-zip', { name: 'a', bytes: 'xyz', claims: { size: 1 } }],
    ['a size that is too large', 'broken-zip', { name: 'a', bytes: 'xyz', claims: { size: 900 } }],
    ['more packed bytes than there are', 'broken-zip', { name: 'a', bytes: 'xyz', claims: { packed: 9_000 } }],
    ['a password', 'encrypted-zip', { name: 'a', bytes: 'x', encrypted: true }],
    ['a bomb that says what it is', 'zip-too-large', { name: 'a', bytes: zeros(51) }],
    ['a bomb that claims to be small', 'zip-too-large', { name: 'a', bytes: zeros(51), claims: { size: 10 } }],
    ['too good a ratio', 'zip-too-large', { name: 'a', bytes: zeros(3), claims: { size: 10 } }],
  ])('refuses %s as %s before it costs much', (_, expected, file) => {
    const bytes = buildZip([file]);
    const before = process.memoryUsage().rss;
    expect(() => readZip(bytes)[0]?.read()).toThrow(code(expected));
    expect(process.memoryUsage().rss - before).toBeLessThan(120 * 1024 * 1024);
  });

  it.each(['../a', 'a/../../b', '/etc/a', 'C:\\a', '..\\a', 'a\0b', ''])('refuses the name %j', (name) => {
    expect(() => readZip(buildZip([{ name, bytes: 'x' }]))).toThrow(code('unsafe-zip'));
  });

  it('refuses a name that stands twice', () => {
    expect(() => readZip(buildZip([...two, ...two]))).toThrow(code('unsafe-zip'));
  });

  it('refuses too many entries without reading them', () => {
    const many = Array.from({ length: usualLimits.entries + 1 }, (_, at) => ({ name: `${at}`, bytes: '' }));
    expect(() => readZip(buildZip(many))).toThrow(code('zip-too-large'));
    expect(readZip(buildZip(many.slice(1)))).toHaveLength(usualLimits.entries);
  });

  it('counts all entries together, each time they are read', () => {
    const limits = { ...usualLimits, bytes: 1_000 };
    const [first, second] = readZip(
      buildZip([
        { name: 'a', bytes: 'x'.repeat(600) },
        { name: 'b', bytes: 'x'.repeat(400) },
      ]),
      limits,
    );
    expect([first?.read().length, second?.read().length]).toEqual([600, 400]);
    expect(() => second?.read()).toThrow(code('zip-too-large'));
  });

  it('refuses every beginning of an archive, and never throws anything but a refusal when bytes are broken', () => {
    const whole = buildZip(two);
    for (let end = 0; end < whole.length; end += 1) expect(() => readZip(whole.subarray(0, end))).toThrow(code('broken-zip'));
    fc.assert(
      fc.property(fc.nat(whole.length - 1), fc.nat(255), (at, value) => {
        const bytes = whole.slice();
        bytes[at] = value;
        try {
          for (const entry of readZip(bytes)) entry.read();
        } catch (error) {
          expect(error).toEqual(expect.objectContaining({ name: 'Unprocessable' }));
        }
      }),
      { numRuns: 500, seed: 3 },
    );
  });
});
