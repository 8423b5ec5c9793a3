import { aPage, aSpeech } from '../testing/builders.js';
import { idsFor, type KnownSpeech, speechRows } from './speech-rows.js';

const at = { documentId: '8e0f2a9c-3a51-4a52-8f37-0d9d5b1f7a10', revision: 1 };
const known = (ids: readonly string[], titles: readonly string[], withdrawn: readonly number[] = []): KnownSpeech[] =>
  ids.map((id, ordinal) => ({ id, title: titles[ordinal] ?? '', ordinal, withdrawn: withdrawn.includes(ordinal) }));

describe('ids of speeches', () => {
  const [one = '', two = '', three = ''] = idsFor(['甲', '乙', '丙'], [], at);

  it('follow from document, first revision and place', () => {
    expect(idsFor(['什么', '都行', '三'], [], at)).toEqual([one, two, three]);
    expect(new Set([one, two, three, ...idsFor(['甲', '乙', '丙'], [], { ...at, revision: 2 })]).size).toBe(6);
    expect(one).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  });

  it('stay with the title when the order changes', () => {
    expect(idsFor(['丙', '甲', '乙'], known([one, two, three], ['甲', '乙', '丙']), at)).toEqual([three, one, two]);
  });

  it('stay with the place when the title changes', () => {
    expect(idsFor(['甲（修订）', '乙', '丙'], known([one, two, three], ['甲', '乙', '丙']), at)).toEqual([one, two, three]);
  });

  it('do not change places between speeches of one title', () => {
    expect(idsFor(['讲话', '讲话'], known([one, two], ['讲话', '讲话']), at)).toEqual([one, two]);
  });

  it('come back with the title of a vanished speech, but are not taken over by a stranger in its place', () => {
    const before = known([one, two], ['甲', '乙'], [1]);
    expect(idsFor(['甲', '乙'], before, at)).toEqual([one, two]);
    const [, stranger] = idsFor(['甲', '丁'], before, at);
    expect([one, two]).not.toContain(stranger);
  });

  it('are never given twice, also when a new speech stands where an old id was made', () => {
    const ids = idsFor(['新', '甲', '乙'], known([one, two], ['甲', '乙']), at);
    expect(ids.slice(1)).toEqual([one, two]);
    expect(new Set(ids).size).toBe(3);
    expect(idsFor(['新', '甲', '乙'], known([one, two], ['甲', '乙']), at)).toEqual(ids);
  });
});

describe('hashes of a speech', () => {
  const hashes = (fields: Parameters<typeof aSpeech>[0]) => {
    const [row] = speechRows(aPage({ speeches: [aSpeech(fields)] }), ['x']);
    return [row?.text_hash, row?.result_hash];
  };
  const [text, result] = hashes({});

  it('do not see byte ranges and confidence', () => {
    const moved = aSpeech().blocks.map((block) => ({ ...block, ranges: [[500, 600] as const] }));
    expect(hashes({ blocks: moved, confidence: 0.4 })).toEqual([text, result]);
  });

  it('tell the words from all else that a reader sees', () => {
    expect(hashes({ title: '别的题目' })[0]).not.toBe(text);
    const [sameText, otherResult] = hashes({ speaker: '张三' });
    expect(sameText).toBe(text);
    expect(otherResult).not.toBe(result);
  });
});
