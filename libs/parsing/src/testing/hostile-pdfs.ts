import { deflateSync } from 'node:zlib';
import { A4, makePdf, PdfObjects } from './pdf-writer.js';

const TEXT = 'BT /F 12 Tf 72 700 Td (Text.) Tj ET';

/** A file of one page, of which `change` may make anything. */
interface Bones {
  readonly objects: PdfObjects;
  readonly tree: number;
  readonly page: number;
  readonly content: number;
  readonly resources: number;
  readonly font: number;
  readonly catalog: number;
}

const bonesOf = (): Bones => {
  const objects = new PdfObjects();
  const [tree, page, content, resources, font, catalog] = Array.from({ length: 6 }, () => objects.reserve()) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  objects.set(tree, `<< /Type /Pages /Count 1 /Kids [${page} 0 R] >>`);
  objects.set(page, pageOf(tree, resources, content));
  objects.set(content, '<< >>', Buffer.from(TEXT));
  objects.set(resources, `<< /Font << /F ${font} 0 R >> >>`);
  objects.set(font, '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>');
  objects.set(catalog, `<< /Type /Catalog /Pages ${tree} 0 R >>`);
  return { objects, tree, page, content, resources, font, catalog };
};

const pageOf = (tree: number, resources: number, content: number): string =>
  `<< /Type /Page /Parent ${tree} 0 R /MediaBox [0 0 ${A4.width} ${A4.height}] /Resources ${resources} 0 R /Contents ${content} 0 R >>`;

function file(change: (bones: Bones) => void): Uint8Array {
  const bones = bonesOf();
  change(bones);
  return bones.objects.write(bones.catalog);
}

const bomb = (megabytes: number, sign = 0x20): Buffer => deflateSync(Buffer.alloc(megabytes * 1024 * 1024, sign));

/** Forms that each draw the next one ten times. */
const nestedForms = ({ objects, content, resources, font }: Bones, innermost: string): void => {
  let last = objects.add(
    `<< /Type /XObject /Subtype /Form /BBox [0 0 600 800] /Resources << /Font << /F ${font} 0 R >> >> >>`,
    Buffer.from(innermost),
  );
  for (let depth = 0; depth < 9; depth += 1) {
    last = objects.add(
      `<< /Type /XObject /Subtype /Form /BBox [0 0 600 800] /Resources << /XObject << /X ${last} 0 R >> /Font << /F ${font} 0 R >> >> >>`,
      Buffer.from('/X Do '.repeat(10)),
    );
  }
  objects.set(resources, `<< /XObject << /X ${last} 0 R >> >>`);
  objects.set(content, '<< >>', Buffer.from('/X Do'));
};

const withToUnicode = (map: string) => (): Uint8Array =>
  file(({ objects, font }) => {
    const table = objects.add(
      '<< >>',
      Buffer.from(
        `/CIDInit /ProcSet findresource begin begincmap 1 begincodespacerange <0000> <ffff> endcodespacerange ${map} endcmap end`,
      ),
    );
    objects.set(font, `<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /ToUnicode ${table} 0 R >>`);
  });

/** Files made to cost much, to loop or to break a reader. Each is small; none may take its reader along. */
export const hostilePdfs: Readonly<Record<string, () => Uint8Array>> = {
  'a page tree that holds itself': () => file(({ objects, tree }) => objects.set(tree, `<< /Type /Pages /Count 1 /Kids [${tree} 0 R] >>`)),
  'a page that is its own parent': () => file(({ objects, page }) => objects.set(page, `<< /Type /Page /Parent ${page} 0 R >>`)),
  'a number of pages out of this world': () =>
    file(({ objects, tree, page }) => objects.set(tree, `<< /Type /Pages /Count 2147483647 /Kids [${page} 0 R] >>`)),
  'one page a hundred thousand times': () =>
    file(({ objects, tree, page }) => objects.set(tree, `<< /Type /Pages /Count 100000 /Kids [${`${page} 0 R `.repeat(100_000)}] >>`)),
  'a content that unpacks to a hundred megabytes': () =>
    file(({ objects, content }) => objects.set(content, '<< /Filter /FlateDecode >>', bomb(100))),
  'a content packed twice': () =>
    file(({ objects, content }) => objects.set(content, '<< /Filter [/FlateDecode /FlateDecode] >>', deflateSync(bomb(256)))),
  'a content of run lengths': () =>
    file(({ objects, content }) =>
      objects.set(content, '<< /Filter [/FlateDecode /RunLengthDecode] >>', deflateSync(Buffer.alloc(8 << 20, 0x81))),
    ),
  'a hundred contents of 32 MB': () =>
    file(({ objects, page, tree, resources }) => {
      const packed = bomb(32);
      const contents = Array.from({ length: 100 }, () => `${objects.add('<< /Filter /FlateDecode >>', packed)} 0 R`);
      objects.set(page, pageOf(tree, resources, 0).replace('/Contents 0 0 R', `/Contents [${contents.join(' ')}]`));
    }),
  'a table of characters that unpacks to a hundred megabytes': () =>
    file(({ objects, font }) => {
      const table = objects.add('<< /Filter /FlateDecode >>', bomb(100));
      objects.set(font, `<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /ToUnicode ${table} 0 R >>`);
    }),
  'a font file that unpacks to a hundred megabytes': () =>
    file(({ objects, font }) => {
      const program = objects.add('<< /Filter /FlateDecode >>', bomb(100));
      const descriptor = objects.add(`<< /Type /FontDescriptor /FontName /A /Flags 4 /FontFile2 ${program} 0 R >>`);
      objects.set(font, `<< /Type /Font /Subtype /TrueType /BaseFont /A /FontDescriptor ${descriptor} 0 R >>`);
    }),
  'objects packed into a stream that unpacks to a hundred megabytes': () => {
    const packed = bomb(100);
    const head = `%PDF-1.5\n1 0 obj\n<< /Type /ObjStm /N 10 /First 100 /Filter /FlateDecode /Length ${packed.length} >>\nstream\n`;
    const rows = Buffer.from([0, 0, 0, 0, 1, 0, 9, 0, 2, 0, 1, 0, 2, 0, 1, 1, 1, 0, 0, 0]);
    const table = (at: number): Buffer =>
      Buffer.concat([
        Buffer.from(`4 0 obj\n<< /Type /XRef /Size 4 /W [1 2 1] /Root 2 0 R /Index [0 4] /Length 16 >>\nstream\n`),
        rows.subarray(0, 16),
        Buffer.from(`\nendstream\nendobj\nstartxref\n${at}\n%%EOF`),
      ]);
    const body = Buffer.concat([Buffer.from(head), packed, Buffer.from('\nendstream\nendobj\n')]);
    return new Uint8Array(Buffer.concat([body, table(body.length)]));
  },
  'arrays in arrays': () => file(({ objects, content }) => objects.set(content, '<< >>', Buffer.from(`${'['.repeat(500_000)} TJ`))),
  'dictionaries in dictionaries': () => file(({ objects, page }) => objects.set(page, '<< /A '.repeat(200_000))),
  'an array of ten million numbers': () =>
    file(({ objects, content }) =>
      objects.set(content, '<< /Filter /FlateDecode >>', deflateSync(Buffer.from(`[${'0 '.repeat(10_000_000)}] TJ`))),
    ),
  'one string of ten million characters': () =>
    file(({ objects, content }) =>
      objects.set(
        content,
        '<< /Filter /FlateDecode >>',
        deflateSync(Buffer.from(`BT /F 12 Tf 72 700 Td (${'a'.repeat(10_000_000)}) Tj ET`)),
      ),
    ),
  'two million pieces of text': () =>
    file(({ objects, content }) =>
      objects.set(
        content,
        '<< /Filter /FlateDecode >>',
        deflateSync(Buffer.from(`BT /F 12 Tf ${'1 0 0 1 72 700 Tm (a) Tj 1 0 0 1 72 500 Tm (b) Tj '.repeat(1_000_000)} ET`)),
      ),
    ),
  'forms that multiply text': () => file((bones) => nestedForms(bones, TEXT)),
  'forms that multiply nothing': () => file((bones) => nestedForms(bones, 'q Q')),
  'a form that draws itself': () =>
    file(({ objects, content, resources, font }) => {
      const form = objects.reserve();
      objects.set(
        form,
        `<< /Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X ${form} 0 R >> >> >>`,
        Buffer.from('/X Do /X Do'),
      );
      objects.set(resources, `<< /XObject << /X ${form} 0 R >> /Font << /F ${font} 0 R >> >>`);
      objects.set(content, '<< >>', Buffer.from(`/X Do ${TEXT}`));
    }),
  'a font that descends from itself': () =>
    file(({ objects, font }) =>
      objects.set(font, `<< /Type /Font /Subtype /Type0 /BaseFont /A /Encoding /Identity-H /DescendantFonts [${font} 0 R] >>`),
    ),
  'a character map that uses itself': () =>
    file(({ objects, font }) => {
      const map = objects.reserve();
      objects.set(map, `<< /Type /CMap /CMapName /Own /UseCMap ${map} 0 R >>`, Buffer.from('/Own usecmap begincmap endcmap'));
      const cid = objects.add(
        '<< /Type /Font /Subtype /CIDFontType0 /BaseFont /A /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 2 >> >>',
      );
      objects.set(font, `<< /Type /Font /Subtype /Type0 /BaseFont /A /Encoding ${map} 0 R /DescendantFonts [${cid} 0 R] >>`);
    }),
  'a table of all characters': withToUnicode('1 beginbfrange <00000000> <ffffffff> <0000> endbfrange'),
  'a table of a plane of characters': withToUnicode('1 beginbfrange <0000> <00fffff0> <0000> endbfrange'),
  'a table of ranges over ranges': withToUnicode(`${'100 beginbfrange '}${'<0000> <ffff> <0000> '.repeat(50)} endbfrange`),
  'widths of all characters': () =>
    file(({ objects, font }) => {
      const cid = objects.add(
        '<< /Type /Font /Subtype /CIDFontType0 /BaseFont /A /W [0 2000000000 500] /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 2 >> >>',
      );
      objects.set(font, `<< /Type /Font /Subtype /Type0 /BaseFont /A /Encoding /UniGB-UCS2-H /DescendantFonts [${cid} 0 R] >>`);
    }),
  'a table of places that points to itself': () =>
    new Uint8Array(
      Buffer.from('%PDF-1.4\nxref\n0 1\n0000000000 65535 f \ntrailer\n<< /Size 1 /Prev 9 /Root 1 0 R >>\nstartxref\n9\n%%EOF'),
    ),
  'a script that runs when it opens': () =>
    file(({ objects, catalog, tree }) =>
      objects.set(catalog, `<< /Type /Catalog /Pages ${tree} 0 R /OpenAction << /S /JavaScript /JS (app.alert\\(1\\)) >> >>`),
    ),
  'nothing but a head': () => new Uint8Array(Buffer.from('%PDF-1.7\n')),
  noise: () =>
    new Uint8Array(
      Buffer.concat([Buffer.from('%PDF-1.7\n'), Buffer.from(Array.from({ length: 200_000 }, (_, at) => (at * at * 31 + at * 7) % 251))]),
    ),
  'the first half of a file': () => {
    const whole = makePdf([{ texts: [{ x: 72, y: 700, text: '青禾市' }] }]);
    return whole.slice(0, whole.length / 2);
  },
};
