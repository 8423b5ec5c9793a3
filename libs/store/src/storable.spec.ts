import fc from 'fast-check';
import { isUuid, storable, storableJson, within } from './storable.js';

/** Any UTF-16 units, halves of pairs and U+0000 included. */
const anyText = fc.array(fc.oneof(fc.integer({ min: 0, max: 0xffff }), fc.constantFrom(0, 0xd800, 0xdc00, 0x5c, 0x75, 0x30)), {
  maxLength: 40,
});
const textOf = (units: number[]) => String.fromCharCode(...units);

describe('storable', () => {
  it('makes any text fit for the database and keeps every other unit in its place', () => {
    fc.assert(
      fc.property(anyText.map(textOf), (text) => {
        const kept = storable(text);
        expect(kept.length).toBe(text.length);
        expect(kept.isWellFormed()).toBe(true);
        expect(kept).not.toContain('\0');
        expect(storable(kept)).toBe(kept);
        for (let at = 0; at < text.length; at += 1) {
          if (kept[at] !== text[at]) expect(kept[at]).toBe('\ufffd');
        }
      }),
      { seed: 7, numRuns: 500 },
    );
  });

  it('leaves good text alone, pairs included', () => {
    expect(storable('青禾镇 𠮷 😀 \\u0000')).toBe('青禾镇 𠮷 😀 \\u0000');
  });
});

describe('storableJson', () => {
  it('follows the same rule in every string and every name', () => {
    fc.assert(
      fc.property(anyText.map(textOf), (text) => {
        const read: unknown = JSON.parse(storableJson({ [`k${text}`]: [text, { deep: text }], n: 1, none: null }));
        const kept = storable(text);
        expect(read).toEqual({ [`k${kept}`]: [kept, { deep: kept }], n: 1, none: null });
      }),
      { seed: 11, numRuns: 500 },
    );
  });
});

describe('isUuid', () => {
  it('knows ids from anything else', () => {
    expect(isUuid('8e0f2a9c-3a51-4a52-8f37-0d9d5b1f7a10')).toBe(true);
    expect(['', 'x', '8e0f2a9c3a514a528f370d9d5b1f7a10', '8e0f2a9c-3a51-4a52-8f37-0d9d5b1f7a10\n', '{8e0f2a9c}'].some(isUuid)).toBe(false);
  });
});

describe('within', () => {
  it('brings any number between its bounds', () => {
    expect([Number.NaN, -1, 0.5, 3.9, Number.POSITIVE_INFINITY].map((value) => within(1, value, 10))).toEqual([1, 1, 1, 3, 10]);
  });
});
