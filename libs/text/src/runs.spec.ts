import fc from 'fast-check';
import { fold } from './fold.js';
import { runsOf } from './runs.js';

const cut = (text: string): string[] => [...runsOf(fold(text))].map((run) => (run.kind === 'cjk' ? run.text : `<${run.text}>`));

describe('runs', () => {
  it.each([
    ['全国文明城，科技工作', ['全国文明城', '科技工作']],
    ['加大R&D投入', ['加大', '<r>', '<d>', '投入']],
    ['3.5%、1,000元 3. 5', ['<3.5>', '<1,000>', '元', '<3>', '<5>']],
    ["can't U.S.A. John·Smith 约翰·史密斯", ["<can't>", '<u.s.a>', '<john·smith>', '约翰', '史密斯']],
    ['２０２０ｐｐ x_y _ ___', ['<2020pp>', '<x_y>']],
    ['10:30 a:b 3:b', ['<10>', '<30>', '<a:b>', '<3>', '<b>']],
    ['姓𠮷𠀀字', ['姓𠮷𠀀字']],
    ['東京タワーへ カ゛', ['东京タワーへ', 'カ゛']],
    ['한국어 연설', ['한국어', '연설']],
    ['科한국技 한국abc', ['科한국技', '<한국abc>']],
    ['々〇二〇二一', ['々〇二〇二一']],
    ['', []],
    ['，。！ \n\0\ud800😀', []],
  ])('cuts %j', (text, runs) => {
    expect(cut(text)).toEqual(runs);
  });

  it('cuts a very long word into pieces', () => {
    expect([...runsOf('w'.repeat(600))].map(({ text, start }) => [text.length, start])).toEqual([
      [255, 0],
      [255, 255],
      [90, 510],
    ]);
  });

  it('knows where each run of any text stands, in order and apart', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 80 }), (text) => {
        const folded = fold(text);
        let end = 0;
        for (const run of runsOf(folded)) {
          expect(run.start).toBeGreaterThanOrEqual(end);
          expect(folded.slice(run.start, run.start + run.text.length)).toBe(run.text);
          expect(run.text).not.toBe('');
          end = run.start + run.text.length;
        }
      }),
      { numRuns: 1_000, seed: 4 },
    );
  });

  it.each(['_', 'a.', 'a:\u0300', '\u0300', '1,', '한', "a'\u200d", '科한'])(
    'takes time in proportion to the length of %j repeated',
    (unit) => {
      const steps = (length: number) => {
        const startedAt = performance.now();
        let runs = 0;
        for (const run of runsOf(unit.repeat(length))) runs += run.text.length;
        expect(runs).toBeLessThanOrEqual(length * unit.length);
        return performance.now() - startedAt;
      };
      steps(1_000);
      // Quadratic time would take minutes for this, linear time takes milliseconds.
      expect(steps(400_000)).toBeLessThan(4_000);
    },
  );
});
