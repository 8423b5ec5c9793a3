import { parsePage } from '../parse-page.js';
import { buildDocx } from '../testing/build-docx.js';
import { Dice } from '../testing/office-prose.js';
import { sampleOf } from '../testing/runs.js';
import { type SpeechPlan, writeSpeech } from '../testing/written-speech.js';

const planOf = (dice: Dice, rest: Partial<SpeechPlan>): SpeechPlan => ({
  stretch: dice.int(100, 400),
  lines: true,
  restarts: 0,
  salutation: dice.pick(['同志们：', '各位领导、各位来宾：']),
  title: null,
  closing: dice.pick(['谢谢大家！', null]),
  ...rest,
});

const subjects = ['科技工作会议', '基层治理现场会', '乡村振兴推进会', '招商引资动员会', '防汛抗旱工作会议', '党风廉政建设会议'];
const kinds = ['讲话稿', '发言稿', '主持词', '发言材料', '工作报告'];

interface Written {
  readonly title: string;
  /** Lines of each work, its label and title first. */
  readonly works: readonly (readonly string[])[];
}

/** Works under titles of their own, with a label before each or none. */
function compile(dice: Dice, label: (index: number) => string, announced: boolean): Written {
  const first = dice.int(0, subjects.length - 1);
  const works = Array.from({ length: dice.int(2, 4) }, (_, index) => {
    const title = `在青禾市${subjects[(first + index) % subjects.length]}上的${dice.pick(kinds)}`;
    return [`${label(index + 1)}${title}`, ...writeSpeech(dice, planOf(dice, {})).text.split('\n')];
  });
  return { title: announced ? `青禾市领导讲话稿（${works.length}篇）` : '青禾市领导讲话', works };
}

const han = (index: number): string => '一二三四五六'[index - 1] ?? '';
const labels: readonly (readonly [string, (index: number) => string, boolean])[] = [
  ['no label', () => '', true],
  ['篇一：', (index) => `篇${han(index)}：`, true],
  ['第一篇', (index) => `第${han(index)}篇 `, true],
  ['范文1：', (index) => `范文${index}：`, true],
  ['1.', (index) => `${index}.`, true],
  ['篇一： without an announcement', (index) => `篇${han(index)}：`, false],
];

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
const asText = ({ title, works }: Written): string => [title, ...works.flat()].join('\n');

const formats: Readonly<Record<string, (written: Written) => readonly [Uint8Array, string]>> = {
  text: (written) => [new TextEncoder().encode(asText(written)), 'a.txt'],
  Markdown: ({ title, works }) => [
    new TextEncoder().encode(
      `# ${title}\n\n${works.map(([head = '', ...lines]) => `## ${head.replace(/^(\d)\./, '$1\\.')}\n\n${lines.join('\n\n')}`).join('\n\n')}\n`,
    ),
    'a.md',
  ],
  HTML: ({ title, works }) => [
    new TextEncoder().encode(
      `<html><head><meta charset="utf-8"><title>${title}</title></head><body><h1>${title}</h1><div>${works
        .map(([head = '', ...lines]) => `<p><strong>${head}</strong></p>${lines.map((line) => `<p>${escaped(line)}</p>`).join('')}`)
        .join('')}</div></body></html>`,
    ),
    'a.html',
  ],
  Word: (written) => [
    buildDocx({
      body: asText(written)
        .split('\n')
        .map((line) => `<w:p><w:r><w:t>${escaped(line)}</w:t></w:r></w:p>`)
        .join(''),
    }),
    'a.docx',
  ],
};

const parse = ([bytes, fileName]: readonly [Uint8Array, string]) => parsePage(bytes, { url: null, contentType: null, fileName });

describe.each(Object.entries(formats))('a compilation in %s', (_, make) => {
  it.each(labels)('is split into its works, labelled with %s', async (__, label, announced) => {
    const count = sampleOf(20);
    const wrong: string[] = [];
    for (let seed = 1; seed <= count; seed += 1) {
      const written = compile(new Dice(seed), label, announced);
      const { speeches } = await parse(make(written));
      const titles = speeches.map(({ title }) => title.replace(/^(?:篇.：|第.篇 |范文\d：|\d\.)/, ''));
      const expected = written.works.map(([head = '']) => head.replace(/^(?:篇.：|第.篇 |范文\d：|\d\.)/, ''));
      if (titles.join('|') !== expected.join('|')) wrong.push(`${seed}: ${titles.join(' | ')} <> ${expected.join(' | ')}`);
    }
    if (wrong.length > 0.1 * count) expect(wrong).toEqual([]);
  });

  it('leaves a single speech whole, however often its numbering begins anew', async () => {
    const count = sampleOf(30);
    const split: string[] = [];
    for (let seed = 1; seed <= count; seed += 1) {
      const dice = new Dice(seed + 5_000);
      const title = dice.pick([
        '在青禾市基层治理工作会议上的讲话',
        '云溪镇党委书记述职述廉报告',
        '2022年度工作总结和工作计划',
        '领导干部讲话（精选）',
      ]);
      const { text } = writeSpeech(dice, planOf(dice, { restarts: dice.int(1, 4) }));
      const { speeches } = await parse(make({ title, works: [text.split('\n')] }));
      if (speeches.length > 1) split.push(`${seed}: ${speeches.map((speech) => speech.title).join(' | ')}`);
    }
    expect(split).toEqual([]);
  });
});
