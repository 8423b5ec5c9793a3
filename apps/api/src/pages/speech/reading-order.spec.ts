import type { Gap, Removal } from '#domain';
import { aSpeech } from '../../testing/a-speech.js';
import { placeNothing } from './places.js';
import { readingOrder as orderOf, type Placed, type Stretch, stretchOf } from './reading-order.js';

const removal = (rule: string, at: number): Removal => ({ rule, text: rule, ranges: [[at, at + 1]] });
const gap = (at: number): Gap => ({ kind: 'missing-slice', at, extent: null });
const whole = [0, Number.POSITIVE_INFINITY] as const;

// blocks at bytes 0, 4 and 8
const { blocks } = aSpeech(['paragraph:aaa', 'paragraph:bbb', 'paragraph:ccc']);

const readingOrder = (...given: [typeof blocks, Removal[], Gap[], Stretch]): Placed[] => orderOf(...given, placeNothing);

const names = (order: readonly Placed[]) =>
  order.map((placed) => (placed.kind === 'block' ? placed.block.text : placed.kind === 'removal' ? placed.removal.rule : 'gap'));

describe('readingOrder', () => {
  it('puts what was removed and lost where it stood in the capture', () => {
    expect(names(readingOrder(blocks, [removal('end', 20), removal('middle', 5)], [gap(3)], whole))).toEqual([
      'aaa',
      'gap',
      'bbb',
      'middle',
      'ccc',
      'end',
    ]);
  });

  it('puts what has a place inside a block there, and only there', () => {
    const order = orderOf(blocks, [removal('between', 3), removal('inside', 5)], [gap(6)], whole, (_block, byte) => byte - 4);
    expect(names(order)).toEqual(['aaa', 'between', 'bbb', 'ccc']);
    expect(order.flatMap((placed) => (placed.kind === 'block' ? placed.insets : []))).toEqual([
      { at: 1, aside: { kind: 'removal', removal: removal('inside', 5) } },
      { at: 2, aside: { kind: 'gap', gap: gap(6) } },
    ]);
  });

  it('leaves out what belongs to another speech', () => {
    expect(names(readingOrder(blocks, [removal('mine', 6), removal('other', 30)], [], [0, 20]))).toEqual(['aaa', 'bbb', 'mine', 'ccc']);
  });

  it('keeps all blocks also when some have no place in the capture', () => {
    const lost = blocks.map((block, index) => (index === 1 ? { ...block, ranges: [] } : block));
    expect(names(readingOrder(lost, [removal('r', 5)], [], whole))).toEqual(['aaa', 'bbb', 'r', 'ccc']);
  });
});

describe('stretchOf', () => {
  const speechAt = (at: number | null) => ({
    blocks: blocks.slice(0, 1).map((block) => ({ ...block, ranges: at === null ? [] : [[at, at + 3] as const] })),
  });
  const speeches = [speechAt(100), speechAt(500), speechAt(null)];

  it('gives the first speech the top of the page and each the room up to the next', () => {
    expect(stretchOf(speeches, 0)).toEqual([0, 500]);
    expect(stretchOf(speeches, 1)).toEqual([500, Number.POSITIVE_INFINITY]);
  });
});
