import fc from 'fast-check';
import type { Block, ByteRange } from '#domain';
import { placesIn } from './places.js';

const encoder = new TextEncoder();

/** Pieces of a block with something cut out behind each but the last, as the bytes of a page and the block made of them. */
function cutPage(pieces: readonly string[], cut: string) {
  const ranges: ByteRange[] = [];
  const places: { byte: number; at: number }[] = [];
  let source = '';
  let text = '';
  for (const [index, piece] of pieces.entries()) {
    const from = encoder.encode(source).length;
    source += piece;
    text += piece;
    const to = encoder.encode(source).length;
    if (to > from) ranges.push([from, to]);
    if (index === pieces.length - 1) break;
    places.push({ byte: to, at: text.trimEnd().length });
    source += cut;
  }
  const block: Block = { kind: 'paragraph', level: null, text, start: 0, ranges };
  return { bytes: encoder.encode(source), block, places };
}

const piece = fc.array(fc.constantFrom('在', '座', 'a', '，', ' ', '𠀀', '\n'), { maxLength: 8 }).map((signs) => signs.join(''));

describe('the places of what was cut out of a block', () => {
  it('stand behind the text that comes before them in the capture', () => {
    fc.assert(
      fc.property(fc.array(piece, { minLength: 2, maxLength: 6 }), fc.constantFrom('12、', '、'), (pieces, cut) => {
        const { bytes, block, places } = cutPage(pieces, cut);
        const placeIn = placesIn(bytes, { format: 'text', charset: 'utf-8' });
        for (const { byte, at } of places) if (byte > (block.ranges[0]?.[0] ?? Infinity)) expect(placeIn(block, byte)).toBe(at);
      }),
    );
  });

  it('count an entity as the character it stands for', () => {
    const bytes = encoder.encode('<p>甲&amp;乙<b>1、</b>丙</p>');
    const block: Block = {
      kind: 'paragraph',
      level: null,
      text: '甲&乙丙',
      start: 0,
      ranges: [
        [3, 14],
        [25, 28],
      ],
    };
    expect(placesIn(bytes, { format: 'html', charset: 'utf-8' })(block, 17)).toBe(3);
  });

  it('are found inside a range, where nothing but the text is lost', () => {
    const bytes = encoder.encode('甲乙丙');
    const block: Block = { kind: 'paragraph', level: null, text: '甲乙丙', start: 0, ranges: [[0, 9]] };
    expect(placesIn(bytes, { format: 'text', charset: 'utf-8' })(block, 6)).toBe(2);
  });

  it('are not guessed when bytes and text differ, or the format is no text', () => {
    const block: Block = { kind: 'paragraph', level: null, text: '甲乙丙丁', start: 0, ranges: [[0, 9]] };
    expect(placesIn(encoder.encode('甲乙丙'), { format: 'text', charset: 'utf-8' })(block, 6)).toBeNull();
    expect(placesIn(encoder.encode('甲乙丙丁'), { format: 'pdf', charset: null })(block, 6)).toBeNull();
  });
});
