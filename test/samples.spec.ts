import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parsePage } from '#parsing';
import { flatten } from '../apps/cli/src/bench/family-page.js';

const folder = fileURLToPath(new URL('../samples/', import.meta.url));
const read = (name: string): Buffer => readFileSync(join(folder, name));

interface Sample {
  readonly file: string;
  readonly url: string;
  readonly contentType: string;
  readonly capturedAt: string;
}
const { samples }: { samples: Sample[] } = JSON.parse(read('index.json').toString());
const textOf = ({ file }: Sample): string =>
  read(`texts/${file.replace(/\.\w+$/, '.txt')}`)
    .toString()
    .trim();
const sampleOf = (file: string): Sample => {
  const sample = samples.find((one) => one.file === file);
  if (!sample) throw new Error(`${file} is not in the manifest`);
  return sample;
};

const parsed = ({ file, url, contentType }: Sample) => parsePage(read(file), { url, contentType, fileName: file });
const signs = (text: string): string => flatten(text).replace(/\s/gu, '');

describe('the sample pages', () => {
  it('are all in the manifest, at invented addresses', () => {
    const pages = readdirSync(folder).filter((name) => /\.(txt|html)$/.test(name));
    expect(samples.map(({ file }) => file).toSorted()).toEqual(pages.toSorted());
    for (const { url, capturedAt } of samples) {
      expect(new URL(url).hostname).toMatch(/\.example$/);
      expect(new Date(capturedAt).toISOString()).toBe(capturedAt.replace('Z', '.000Z'));
    }
  });

  it.each(samples.filter(({ file }) => !/missing|compilation/.test(file)).map((sample) => [sample.file, sample] as const))(
    '%s gives back what its author wrote, and nothing else',
    async (_name, sample) => {
      const { speeches, gaps } = await parsed(sample);
      expect(speeches.map(({ title }) => title)).toEqual([textOf(sample).split('\n')[0]]);
      const said = signs(speeches[0]?.text ?? '');
      const written = signs(textOf(sample));
      expect([written, written.slice(signs(speeches[0]?.title ?? '').length)]).toContain(said);
      expect(gaps).toEqual([]);
    },
  );

  it('gives back three speeches of the compilation', async () => {
    const sample = sampleOf('compilation-of-three.txt');
    const { speeches, compilation } = await parsed(sample);
    expect(compilation).toBe(true);
    expect(speeches.map(({ title }) => title)).toEqual([
      '2022年霁川县民政工作会议讲话稿',
      '2022年廉政专题党课讲稿',
      '2022年霁川县青年干部座谈会发言材料',
    ]);
    const [, ...written] = textOf(sample).split('\n');
    expect(signs(speeches.map(({ text }) => text).join(''))).toBe(signs(written.join('\n')));
  });

  it('reports the lost slice and keeps all the rest', async () => {
    const sample = sampleOf('missing-slice.txt');
    const { speeches, gaps } = await parsed(sample);
    expect(gaps).toMatchObject([{ kind: 'missing-slice', extent: 300 }]);
    const written = flatten(textOf(sample));
    expect(signs(speeches[0]?.text ?? '')).toBe(signs(written.slice(0, 900) + written.slice(1_200)));
  });

  it('counts placeholders and blanks of the redacted one', async () => {
    const { speeches } = await parsed(sampleOf('redacted.txt'));
    const forms = speeches[0]?.redactions.map(({ form }) => form) ?? [];
    expect(forms.filter((form) => form === 'placeholder').length).toBeGreaterThan(30);
    expect(forms.filter((form) => form === 'blank').length).toBeGreaterThan(15);
  });
});
