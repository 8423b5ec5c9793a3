import { gzipSync } from 'node:zlib';
import { buildDocx, filesOf, para } from '../../libs/parsing/src/testing/build-docx.js';
import { buildZip } from '../../libs/parsing/src/testing/build-zip.js';
import { hostileHtml } from '../../libs/parsing/src/testing/hostile-html.js';
import { hostilePdfs } from '../../libs/parsing/src/testing/hostile-pdfs.js';
import { hostileTexts } from '../../libs/parsing/src/testing/hostile-texts.js';

/** A body made to cost much, to loop or to break its reader. */
export interface HostileBody {
  readonly what: string;
  readonly fileName: string;
  make(): Uint8Array;
}

/** Texts are this long, in characters; elements of markup are repeated so many times. */
const LENGTH = 200_000;
const TIMES = 20_000;
/** As long as a pushed body may be, less a little. */
const LONGEST = 10 * 1024 * 1024;

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const zeros = (megabytes: number): Uint8Array => new Uint8Array(megabytes * 1024 * 1024);
const whole = filesOf({ body: para('青禾镇') });
const docxWith = (name: string, content: string): Uint8Array =>
  buildZip([...whole.filter((file) => file.name !== name), { name, bytes: content }]);

const oneLine = (what: string, unit: string, fileName: string): HostileBody => ({
  what: `10 MB in one line of ${what}`,
  fileName,
  make: () => bytes(unit.repeat(Math.floor(LONGEST / bytes(unit).byteLength))),
});

const broken: readonly HostileBody[] = [
  { what: 'half characters of UTF-8', fileName: 'a.txt', make: () => Buffer.from('e4b8ade4b8'.repeat(50_000), 'hex') },
  {
    what: 'UTF-16 that says it is UTF-8',
    fileName: 'a.html',
    make: () => Buffer.from(`<meta charset=utf-8><p>${'青禾镇，'.repeat(20_000)}`, 'utf16le'),
  },
  { what: 'GB18030 cut in the middle', fileName: 'a.txt', make: () => Buffer.from('c7e0bacdd5f2a3ac'.repeat(20_000), 'hex').subarray(1) },
  {
    what: 'all bytes there are',
    fileName: 'a.bin',
    make: () => Buffer.from(Array.from({ length: 300_000 }, (_, at) => (at * at * 31) % 256)),
  },
  { what: 'nothing but NUL', fileName: 'a.txt', make: () => zeros(2) },
  { what: 'gzip of 100 MB', fileName: 'a.txt.gz', make: () => gzipSync(zeros(100)) },
];

const packed: readonly HostileBody[] = [
  { what: 'a ZIP of 51 MB of nothing', fileName: 'a.zip', make: () => buildZip([{ name: 'a.txt', bytes: zeros(51) }]) },
  {
    what: 'a ZIP that claims to be small',
    fileName: 'a.zip',
    make: () => buildZip([{ name: 'a.txt', bytes: zeros(51), claims: { size: 10 } }]),
  },
  {
    what: 'a ZIP in a ZIP in a ZIP',
    fileName: 'a.zip',
    make: () => [1, 2, 3].reduce((inner) => buildZip([{ name: 'a.zip', bytes: inner }]), zeros(1)),
  },
  {
    what: 'a ZIP of ten thousand files',
    fileName: 'a.zip',
    make: () => buildZip(Array.from({ length: 10_000 }, (_, at) => ({ name: `${at}.txt`, bytes: '青禾镇' }))),
  },
  { what: 'a ZIP with a name that climbs', fileName: 'a.zip', make: () => buildZip([{ name: '../../etc/passwd', bytes: 'x' }]) },
  { what: 'a DOCX bomb', fileName: 'a.docx', make: () => buildDocx({ body: '<w:p/>'.repeat(9_000_000) }) },
  { what: 'a DOCX nested 100,000 deep', fileName: 'a.docx', make: () => buildDocx({ body: `${'<w:sdt>'.repeat(100_000)}${para('x')}` }) },
  {
    what: 'a DOCX of 100,001 paragraphs',
    fileName: 'a.docx',
    make: () => buildDocx({ body: Array.from({ length: 100_001 }, (_, at) => para(`第${at}段`)).join('') }),
  },
  {
    what: 'a DOCX with entities of its own',
    fileName: 'a.docx',
    make: () => docxWith('word/document.xml', '<!DOCTYPE a [<!ENTITY b "&b;&b;">]><w:document>&b;</w:document>'),
  },
  { what: 'a DOCX cut off', fileName: 'a.docx', make: () => buildDocx({ body: para('青禾镇今天开会。'.repeat(2_000)) }).subarray(0, 400) },
];

/** All of them: those of the parser's own suites at the size of large pages, and some besides. */
export const hostileBodies: readonly HostileBody[] = [
  ...broken,
  ...packed,
  oneLine('text', '青禾镇的产业发展要靠大家，', 'a.txt'),
  oneLine('marks', '一、', 'a.txt'),
  oneLine('markup', '<b>甲</b> ', 'a.html'),
  oneLine('Markdown', '* [青禾](', 'a.md'),
  ...Object.entries(hostileTexts).map(([what, make]) => ({ what: `text: ${what}`, fileName: 'a.txt', make: () => bytes(make(LENGTH)) })),
  ...Object.entries(hostileHtml).map(([what, make]) => ({ what: `HTML: ${what}`, fileName: 'a.html', make: () => bytes(make(TIMES)) })),
  ...Object.entries(hostilePdfs).map(([what, make]) => ({ what: `PDF: ${what}`, fileName: 'a.pdf', make })),
];
