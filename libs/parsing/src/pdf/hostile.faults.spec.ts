import { Unprocessable, type CaptureHints } from '#domain';
import { parsePage } from '../parse-page.js';
import { loadPdfjs } from './load-pdfjs.js';
import { hostilePdfs } from '../testing/hostile-pdfs.js';

const hints: CaptureHints = { url: null, contentType: null, fileName: null };

/** What comes of a file, and the processor seconds it took. */
async function outcomeOf(bytes: Uint8Array): Promise<{ said: string; seconds: number }> {
  const begin = process.cpuUsage();
  const said = await parsePage(bytes, hints).then(
    ({ quality, speeches }) => [...quality.reasons, `${speeches.length} speeches`].join(', '),
    (refusal: unknown) => {
      if (!(refusal instanceof Unprocessable)) throw refusal;
      return refusal.code;
    },
  );
  const { user, system } = process.cpuUsage(begin);
  return { said, seconds: (user + system) / 1e6 };
}

const refusedFor: Readonly<Record<string, RegExp>> = {
  'one page a hundred thousand times': /^page-too-large$/,
  'a content that unpacks to a hundred megabytes': /^page-too-large$/,
  'a content packed twice': /^page-too-large$/,
  'a hundred contents of 32 MB': /^page-too-large$/,
  'a table of characters that unpacks to a hundred megabytes': /^page-too-large$/,
  'a font file that unpacks to a hundred megabytes': /^page-too-large$/,
  'objects packed into a stream that unpacks to a hundred megabytes': /^page-too-large$/,
  'a table of a plane of characters': /^page-too-large$/,
  'widths of all characters': /^page-too-large$/,
  'forms that multiply text': /cut-text/,
  'a form that draws itself': /1 speeches$/,
  'a script that runs when it opens': /^1 speeches$/,
  'nothing but a head': /^broken-file$/,
  noise: /^broken-file$/,
};

const PATIENCE = 60_000;

describe('hostile PDFs', () => {
  beforeAll(loadPdfjs, PATIENCE);

  it.each(Object.entries(hostilePdfs))(
    'is through with %s soon, or refuses it',
    async (name, make) => {
      const { said, seconds } = await outcomeOf(make());
      expect(said).toMatch(refusedFor[name] ?? /./);
      // Under a test runner everything takes some times longer than in a thread of its own.
      expect(seconds).toBeLessThan(15);
    },
    PATIENCE,
  );

  it(
    'leaves the names of others as they were',
    async () => {
      const names = (): unknown[] => [Uint8Array, DecompressionStream, Array.prototype.push, Object.keys(Array.prototype)];
      const before = names();
      await outcomeOf(hostilePdfs['a content packed twice']?.() ?? new Uint8Array());
      expect(names()).toEqual(before);
    },
    PATIENCE,
  );

  it(
    'says nothing on the console',
    async () => {
      const spoken: unknown[] = [];
      const { log, warn, error, info } = console;
      Object.assign(
        console,
        Object.fromEntries(['log', 'warn', 'error', 'info'].map((level) => [level, (said: unknown) => spoken.push(said)])),
      );
      for (const name of ['a page tree that holds itself', 'noise', 'a form that draws itself', 'a content of run lengths']) {
        await outcomeOf(hostilePdfs[name]?.() ?? new Uint8Array());
      }
      Object.assign(console, { log, warn, error, info });
      expect(spoken).toEqual([]);
    },
    PATIENCE,
  );
});
