import fc from 'fast-check';
import { runs } from '../testing/runs.js';
import { indexBytes } from './byte-index.js';
import { codecFor } from './codecs.js';

const ascii = fc.string({ unit: fc.constantFrom('a', ' ', '\n', '7'), maxLength: 600 });
const latin = fc.string({ unit: fc.constantFrom('a', 'é', 'ß', ' '), maxLength: 600 });
const anything = fc.string({ unit: fc.constantFrom('a', '汛', '𠮷', '😀', 'é', '，', ' ', '\n'), maxLength: 600 });

/** Bytes of a text in an encoding of our own making, for texts that have no others in it. */
const written: Readonly<Record<string, (text: string) => Uint8Array>> = {
  'utf-8': (text) => new TextEncoder().encode(text),
  'utf-16le': (text) => Buffer.from(text, 'utf16le'),
  'windows-1252': (text) => Buffer.from(text, 'latin1'),
};

describe.each([
  ['utf-8', anything],
  ['utf-8', ascii],
  ['utf-16le', anything],
  ['windows-1252', latin],
] as const)('places of characters in %s', (name, texts) => {
  it('are the same measured in the text and followed in the bytes, inside pairs, too', () => {
    fc.assert(
      fc.property(texts, (text) => {
        const bytes = written[name]?.(text) ?? new Uint8Array();
        const codec = codecFor(name);
        if (!codec) throw new Error(`There is no codec for ${name}.`);
        const measured = indexBytes(text, bytes, codec, true);
        const followed = indexBytes(text, bytes, codec, false);
        for (let offset = 0; offset <= text.length + 1; offset += 1) expect(measured.byteAt(offset)).toBe(followed.byteAt(offset));
      }),
      { numRuns: runs(200), seed: 22 },
    );
  });
});

describe('an index of bytes', () => {
  it('takes the half of a pair that stands alone for a character of its own', () => {
    const text = `${'汛'.repeat(255)}\udc00堤`;
    const codec = codecFor('utf-8');
    if (!codec) throw new Error('There is no codec for UTF-8.');
    expect(indexBytes(text, new TextEncoder().encode(text), codec, true).byteAt(256)).toBe(256 * 3);
  });
});
