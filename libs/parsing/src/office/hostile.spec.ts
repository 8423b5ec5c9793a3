import type { CaptureHints } from '#domain';
import { parsePage } from '../parse-page.js';
import { buildDocx, filesOf, inList, inStyle, numbering, para, run, style } from '../testing/build-docx.js';
import { buildZip, type FileToPack } from '../testing/build-zip.js';

const hints: CaptureHints = { url: null, contentType: null, fileName: null };
const code = (expected: string) => expect.objectContaining({ code: expected, message: expect.stringMatching(/^[^.]+\. [^.]+\.$/) });
const plain = filesOf({ body: para('青禾镇') });
const withFile = (file: FileToPack): Uint8Array => buildZip([...plain.filter(({ name }) => name !== file.name), file]);
const noise = (length: number): string => Array.from({ length }, (_, at) => `${(at * 7919) % 99_991}`).join('');
/** Milliseconds this process has worked, whatever else the machine does. */
const worked = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};

describe('hostile office files', () => {
  it.each<[string, string, () => Uint8Array]>([
    ['cut off', 'broken-zip', () => buildDocx({ body: para(noise(2_000)) }).subarray(0, 3_000)],
    ['without a document', 'broken-docx', () => buildZip(plain.filter(({ name }) => !name.startsWith('word/')))],
    ['without text', 'empty-body', () => buildDocx({ body: para('') + para(' ') })],
    ['a bomb', 'zip-too-large', () => buildDocx({ body: '<w:p/>'.repeat(9_000_000) })],
    [
      'with a bomb for styles',
      'zip-too-large',
      () => withFile({ name: 'word/styles.xml', bytes: ' '.repeat(54_000_000), claims: { size: 9 } }),
    ],
    ['locked', 'encrypted-zip', () => buildZip(plain.map((file) => ({ ...file, encrypted: true })))],
    ['with a name that climbs', 'unsafe-zip', () => withFile({ name: '../../etc/passwd', bytes: 'x' })],
    ['with two documents', 'unsafe-zip', () => buildZip([...plain, { name: 'word/document.xml', bytes: 'x' }])],
    ['nested 100,000 deep', 'nested-too-deep', () => buildDocx({ body: `${noise(9_000)}${'<w:sdt>'.repeat(100_000)}${para('x')}` })],
    [
      'with entities of its own',
      'unsafe-xml',
      () => withFile({ name: 'word/document.xml', bytes: '<!DOCTYPE a [<!ENTITY b "&b;&b;">]><w:document>&b;</w:document>' }),
    ],
    [
      'with entities in its styles',
      'unsafe-xml',
      () => withFile({ name: 'word/styles.xml', bytes: '<!DOCTYPE a SYSTEM "file:///etc/passwd"><w:styles/>' }),
    ],
    ['a spreadsheet', 'unsupported-format', () => withFile({ name: 'xl/workbook.xml', bytes: '<workbook/>' })],
    [
      'too many paragraphs',
      'page-too-large',
      () => buildDocx({ body: Array.from({ length: 100_001 }, (_, at) => para(`第${at}段`)).join('') }),
    ],
  ])('refuses one that is %s as %s, with trouble and remedy', async (_, expected, make) => {
    const bytes = make();
    const before = worked();
    await expect(parsePage(bytes, hints)).rejects.toEqual(code(expected));
    expect(worked() - before).toBeLessThan(5_000);
  });

  it.each<[string, () => Uint8Array]>([
    [
      'fields that never end',
      () =>
        buildDocx({
          body: `<w:p>${'<w:r><w:fldChar w:fldCharType="begin"/><w:fldChar w:fldCharType="separate"/></w:r>'.repeat(8_000)}${run('青禾镇')}</w:p>`,
        }),
    ],
    [
      'end tags that do not fit',
      () => buildDocx({ body: `</w:r></w:p>${para('青禾镇')}</w:tc></w:tr></w:tbl></w:sdt></w:body></w:document></w:x>` }),
    ],
    [
      'styles based on themselves',
      () =>
        buildDocx({
          body: para('青禾镇', inStyle('a')),
          styles: style('a', 'a', '<w:basedOn w:val="b"/>') + style('b', 'b', '<w:basedOn w:val="a"/>'),
        }),
    ],
    [
      'a list that counts from the end of all numbers',
      () =>
        buildDocx({
          body: para('青禾镇', inList(1)),
          numbering: numbering([[['upperRoman', '%1', '<w:start w:val="999999999"/>']]], [[1]]),
        }),
    ],
    ['a tag that never ends', () => buildDocx({ body: `${para('青禾镇')}<w:p a="${noise(50_000)}` })],
    ['references to notes that are nowhere', () => buildDocx({ body: para(`${run('青禾镇')}<w:r><w:footnoteReference w:id="5"/></w:r>`) })],
    [
      'relations that climb',
      () =>
        withFile({
          name: 'word/_rels/document.xml.rels',
          bytes: '<Relationships><Relationship Type="x/styles" Target="../../../etc/passwd"/></Relationships>',
        }),
    ],
  ])('reads what is there of one with %s', async (_, make) => {
    const { speeches } = await parsePage(make(), hints);
    expect(speeches.map(({ text }) => text).join()).toContain('青禾镇');
  });
});
