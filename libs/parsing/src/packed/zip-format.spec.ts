import iconv from 'iconv-lite';
import { coverageOf } from '../page/coverage.js';
import { parsePage } from '../parse-page.js';
import { readPage } from '../read-page.js';
import { buildDocx } from '../testing/build-docx.js';
import { buildZip, type FileToPack } from '../testing/build-zip.js';
import { ruleAgainst, titleOfName } from './entry-kinds.js';

const nothing = { url: null, contentType: null, fileName: null };
const text = '同志们：今天开会，讲三件事，请大家记下来。';
const other = '各位来宾：青禾市欢迎你们，请多提意见。';

const parse = (files: readonly FileToPack[]) => parsePage(buildZip(files), nothing);

describe('an archive of files', () => {
  it('gives the speeches of all in the order of the archive, with ranges in its parts', async () => {
    const files = [
      { name: 'b.txt', bytes: new Uint8Array(iconv.encode(text, 'gbk')) },
      { name: '夹/a.html', bytes: `<html><body><p>${other}</p></body></html>` },
    ];
    const page = await parse(files);
    expect(page.speeches.map((speech) => speech.text)).toEqual([text, other]);
    expect(page.parts?.map(({ name }) => name)).toEqual(['b.txt', '夹/a.html']);
    const laid = Buffer.from(`${text}${String(files[1]?.bytes)}`);
    const printed = page.speeches.map(({ blocks }) =>
      blocks.flatMap(({ ranges }) => ranges.map(([from, to]) => laid.subarray(from, to).toString())).join(''),
    );
    expect(printed).toEqual([text, other]);
  });

  it('accounts for all that is seen, the names of files that are not read included', async () => {
    const bytes = buildZip([
      { name: 'a.txt', bytes: text },
      { name: '__MACOSX/._a.txt', bytes: 'x' },
      { name: 'a.zip', bytes: 'x' },
      { name: 'b.md', bytes: `---\ntitle: 题\n---\n${other}` },
    ]);
    const page = await parsePage(bytes, nothing);
    expect(coverageOf((await readPage(bytes, nothing)).visible, page)).toEqual({ missing: [], twice: [] });
    expect(page.removals.filter(({ ranges }) => ranges.length === 0)).toEqual([
      { rule: 'packed-junk', text: '__MACOSX/._a.txt', ranges: [] },
      { rule: 'nested-archive', text: 'a.zip', ranges: [] },
    ]);
    expect(page.quality.reasons).toEqual(['nested-archives']);
  });

  it('moves gaps to where they are in the parts', async () => {
    const page = await parse([
      { name: 'a.txt', bytes: text },
      { name: 'b.txt', bytes: `${other}\ufffd。` },
    ]);
    expect(page.gaps).toEqual([{ kind: 'undecodable', at: Buffer.byteLength(text) + Buffer.byteLength(other), extent: null }]);
  });

  it('names a speech without a title by its file, whatever encoding the name is in', async () => {
    const name = new Uint8Array(iconv.encode('防汛动员会讲话.txt', 'gbk'));
    expect((await parse([{ name: 'x', rawName: name, bytes: text }])).speeches[0]?.title).toBe('防汛动员会讲话');
  });

  it.each([
    ['a.TXT', null],
    ['夹/README', null],
    ['夹/a.doc', null],
    ['a_files/x.css', 'unread-file'],
    ['a.jpg', 'unread-file'],
    ['a/.DS_Store', 'packed-junk'],
    ['~$讲话.docx', 'packed-junk'],
    ['a.rar', 'nested-archive'],
  ])('has a rule for %s', (name, rule) => expect(ruleAgainst(name)).toBe(rule));

  it('takes a name for a title only when it says something', () => {
    expect(['夹/在会上的讲话.docx', '第1章.txt', '新建文本文档.txt', 'a.txt'].map(titleOfName)).toEqual(['在会上的讲话', null, null, null]);
  });
});

describe('archives that cannot be read', () => {
  const bomb = { name: 'a.txt', bytes: new Uint8Array(8_000_000) };

  it.each<[string, FileToPack[], string]>([
    ['hold nothing to read', [{ name: 'a.png', bytes: 'x' }], 'no-text-in-zip'],
    ['hold only archives', [{ name: 'a.zip', bytes: buildZip([{ name: 'b.txt', bytes: text }]) }], 'no-text-in-zip'],
    ['hold only an archive under another name', [{ name: 'a', bytes: buildZip([{ name: 'b.txt', bytes: text }]) }], 'no-text-in-zip'],
    ['are locked', [{ name: 'a.txt', bytes: text, encrypted: true }], 'encrypted-zip'],
    ['climb', [{ name: '../a.txt', bytes: text }], 'unsafe-zip'],
    ['unpack to far more than they are', [bomb], 'zip-too-large'],
    ['have too many files', Array.from({ length: 2_001 }, (_, at) => ({ name: `${at}.txt`, bytes: '' })), 'zip-too-large'],
  ])('say that they %s', async (_, files, code) => {
    await expect(parse(files)).rejects.toMatchObject({ name: 'Unprocessable', code });
  });

  it('count what office files in them unpack to before any of them is opened', async () => {
    const paragraphs = Array.from({ length: 150_000 }, (_, at) => `<w:p><w:r><w:t>第${at}段</w:t></w:r></w:p>`).join('');
    const docx = buildDocx({ body: paragraphs });
    const files = Array.from({ length: 12 }, (_, at) => ({ name: `${at}.docx`, bytes: docx, stored: true }));
    const packed = buildZip(files);
    const begin = process.cpuUsage();
    await expect(parsePage(packed, nothing)).rejects.toMatchObject({ code: 'zip-too-large' });
    const { user, system } = process.cpuUsage(begin);
    expect((user + system) / 1e6).toBeLessThan(2);
  });

  it('are cut off', async () => {
    const bytes = buildZip([{ name: 'a.txt', bytes: text }]);
    await expect(parsePage(bytes.subarray(0, -30), nothing)).rejects.toMatchObject({ code: 'broken-zip' });
  });
});
