import fc from 'fast-check';
import { idsAfterReparse, type KnownText } from './ids-after-reparse.js';

const at = { documentId: '8e0f2a9c-3a51-4a52-8f37-0d9d5b1f7a10', revision: 1 };
const [ONE, TWO] = ['11111111-1111-4111-8111-111111111111', '22222222-2222-4222-8222-222222222222'];

/** Sentences that no other number gives. */
const body = (number: number, from = 0, to = 40): string =>
  Array.from(
    { length: to - from },
    (_, index) => `第${number}篇第${from + index}句说的是${(number * 7919 + (from + index) * 104729) % 99991}号事项。`,
  ).join('');
const known = (...speeches: readonly (readonly [id: string, title: string, text: string, withdrawn?: boolean])[]): KnownText[] =>
  speeches.map(([id, title, text, withdrawn = false], ordinal) => ({ id, title, text, ordinal, withdrawn }));

describe('ids after a reparse', () => {
  it('stay with the text when every title and place changes', () => {
    const before = known([ONE, '甲.docx', body(1)], [TWO, '乙.docx', body(2)]);
    const after = [
      { title: '乙', text: `${body(2)}多一句。` },
      { title: '甲', text: body(1) },
    ];
    expect(idsAfterReparse(after, before, at)).toEqual([TWO, ONE]);
  });

  it('go to one part of a split speech, and its neighbour keeps its own', () => {
    const before = known([ONE, '甲.docx', body(1)], [TWO, '乙.docx', body(2)]);
    const after = [
      { title: '甲（一）', text: body(1, 0, 15) },
      { title: '甲（二）', text: body(1, 15) },
      { title: '乙', text: body(2) },
    ];
    const [first, second, third] = idsAfterReparse(after, before, at);
    expect([second, third]).toEqual([ONE, TWO]);
    expect([ONE, TWO]).not.toContain(first);
  });

  it('go to the part that keeps the title, also when it is the smaller one', () => {
    const after = [
      { title: '甲', text: body(1, 0, 5) },
      { title: '乙', text: body(1, 5) },
    ];
    expect(idsAfterReparse(after, known([ONE, '甲', body(1)]), at)[0]).toBe(ONE);
  });

  it('of a speech that vanished are not taken over by a part of its neighbour under the same title', () => {
    const before = known([ONE, '讲话', body(1)], [TWO, '讲话', body(2)]);
    const after = [
      { title: '讲话', text: body(1, 0, 20) },
      { title: '讲话', text: body(1, 20) },
    ];
    const ids = idsAfterReparse(after, before, at);
    expect(ids).toContain(ONE);
    expect(ids).not.toContain(TWO);
  });

  it('of merged speeches are kept by the larger; a speech that had vanished comes back under its own', () => {
    const before = known([ONE, '甲', body(1)], [TWO, '乙', body(2, 0, 30)]);
    expect(idsAfterReparse([{ title: '合', text: body(1) + body(2, 0, 30) }], before, at)).toEqual([ONE]);
    const gone = known([ONE, '甲', body(1)], [TWO, '乙', body(2), true]);
    expect(
      idsAfterReparse(
        [
          { title: '甲', text: body(1) },
          { title: '乙', text: body(2) },
        ],
        gone,
        at,
      ),
    ).toEqual([ONE, TWO]);
  });

  it('stay by title, then by place, when the text could not be read before', () => {
    expect(idsAfterReparse([{ title: '甲', text: body(1) }], known([ONE, '甲', '����']), at)).toEqual([ONE]);
    expect(idsAfterReparse([{ title: '甲', text: body(1) }], known([ONE, '��', '����']), at)).toEqual([ONE]);
    expect(idsAfterReparse([{ title: '甲', text: body(1) }], known([ONE, '��', '����'], [TWO, '？', '??']), at)).not.toContain(TWO);
  });

  it('are never given twice, and follow from their input alone', () => {
    const speech = fc.record({
      title: fc.constantFrom('讲话', '甲', '乙'),
      text: fc.tuple(fc.nat(3), fc.nat(9)).map(([n, to]) => body(n, 0, to)),
    });
    fc.assert(
      fc.property(fc.array(speech, { maxLength: 6 }), fc.array(speech, { maxLength: 6 }), (before, after) => {
        const had = before.map(({ title, text }, ordinal) => ({ id: `id-${ordinal}`, title, text, ordinal, withdrawn: ordinal % 3 === 2 }));
        const ids = idsAfterReparse(after, had, at);
        expect(new Set(ids).size).toBe(after.length);
        expect(idsAfterReparse(after, had, at)).toEqual(ids);
      }),
    );
  });

  it('stay as they are when nothing changes, whatever the texts are', () => {
    const speech = fc.record({
      title: fc.constantFrom('讲话', '甲'),
      text: fc.tuple(fc.nat(3), fc.nat(9)).map(([n, to]) => body(n, 0, to)),
    });
    fc.assert(
      fc.property(fc.array(speech, { maxLength: 6 }), (speeches) => {
        const had = speeches.map(({ title, text }, ordinal) => ({ id: `id-${ordinal}`, title, text, ordinal, withdrawn: false }));
        expect(idsAfterReparse(speeches, had, at)).toEqual(had.map(({ id }) => id));
      }),
    );
  });

  it('are found in a book of many speeches that share their phrases', () => {
    const many = Array.from({ length: 60 }, (_, number) => ({ title: `第${number}篇`, text: body(number) }));
    const had = many.map(({ text }, ordinal) => ({ id: `id-${ordinal}`, title: '', text, ordinal, withdrawn: false }));
    expect(idsAfterReparse(many.toReversed(), had, at)).toEqual(had.map(({ id }) => id).toReversed());
  });
});
