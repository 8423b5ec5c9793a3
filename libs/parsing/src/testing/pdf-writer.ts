import iconv from 'iconv-lite';

/** How a piece of text is written; none of the fonts is embedded. */
export type PdfFont =
  /** Song by the character map of UCS-2, or of GBK, or of UCS-2 from top to bottom. */
  | 'song'
  | 'song-gbk'
  | 'song-vertical'
  /** A second face of the same kind. */
  | 'hei'
  | 'latin'
  /** Codes that are glyph numbers, without a table that says what they mean. */
  | 'nameless';

export interface PdfText {
  readonly x: number;
  /** From the bottom of the page, in points as all lengths. */
  readonly y: number;
  readonly text: string;
  readonly size?: number;
  readonly font?: PdfFont;
  /** Direction of the line, anticlockwise in degrees. */
  readonly turn?: number;
  readonly artifact?: boolean;
  /** Element of the structure tree that it is, such as `H1` or `P`; texts of one number are one element. */
  readonly element?: readonly [role: string, number: number];
  /** Neither filled nor drawn, as the text layer of a scan is. */
  readonly invisible?: boolean;
}

export interface PdfPage {
  readonly texts: readonly PdfText[];
  /** Turn of the page as it is to be held, clockwise in degrees. */
  readonly rotate?: number;
  /** A page that is a picture. */
  readonly image?: boolean;
}

/** What a file has besides its pages. */
export interface PdfExtras {
  /** Ranges of page labels as a PDF writes them. */
  readonly labels?: string;
  readonly bookmarks?: readonly string[];
}

export const A4 = { width: 595, height: 842 } as const;

/** A PDF of the given pages, as small and plain as it can be. `info` is its description. */
export function makePdf(
  pages: readonly PdfPage[],
  info: Readonly<Record<string, string>> = {},
  { labels = '', bookmarks = [] }: PdfExtras = {},
): Uint8Array {
  const objects = new PdfObjects();
  const fonts = Object.entries(FONTS).map(([name, write]) => `/${name} ${write(objects)} 0 R`);
  const image = objects.add(
    '<< /Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8 >>',
    Buffer.from([255]),
  );
  const resources = objects.add(`<< /Font << ${fonts.join(' ')} >> /XObject << /Im ${image} 0 R >> >>`);
  const tree = objects.reserve();
  const isTagged = pages.some(({ texts }) => texts.some(({ element }) => element));
  const elements = new Map<number, StructureElement>();
  const kids = pages.map((page, pageIndex) => {
    const content = objects.add('<< >>', Buffer.from(contentOf(page), 'latin1'));
    const structure = isTagged ? ` /StructParents ${pageIndex}` : '';
    const kid = objects.add(
      `<< /Type /Page /Parent ${tree} 0 R /MediaBox [0 0 ${A4.width} ${A4.height}] /Rotate ${page.rotate ?? 0} /Resources ${resources} 0 R /Contents ${content} 0 R${structure} >>`,
    );
    page.texts.forEach(({ element }, index) => {
      if (!element) return;
      const [role, number] = element;
      const known = elements.get(number) ?? { role, marks: [], places: [] };
      known.marks.push(`<< /Type /MCR /Pg ${kid} 0 R /MCID ${index} >>`);
      known.places.push([pageIndex, index]);
      elements.set(number, known);
    });
    return kid;
  });
  objects.set(tree, `<< /Type /Pages /Count ${kids.length} /Kids [${kids.map((kid) => `${kid} 0 R`).join(' ')}] >>`);
  const structure = isTagged ? ` /MarkInfo << /Marked true >> /StructTreeRoot ${structureTree(objects, [...elements.values()])} 0 R` : '';
  const labelled = labels === '' ? '' : ` /PageLabels << /Nums [${labels}] >>`;
  const outline = bookmarks.length === 0 ? '' : ` /Outlines ${outlineOf(objects, bookmarks)} 0 R`;
  const catalog = objects.add(`<< /Type /Catalog /Pages ${tree} 0 R${structure}${labelled}${outline} >>`);
  const described = Object.entries(info).map(([name, value]) => `/${name} <${utf16Of(`\ufeff${value}`)}>`);
  return objects.write(catalog, objects.add(`<< ${described.join(' ')} >>`));
}

function outlineOf(objects: PdfObjects, titles: readonly string[]): number {
  const root = objects.reserve();
  const items = titles.map(() => objects.reserve());
  items.forEach((item, at) => {
    const next = at + 1 < items.length ? ` /Next ${items[at + 1]} 0 R` : '';
    objects.set(item, `<< /Title <${utf16Of(`\ufeff${titles[at]}`)}> /Parent ${root} 0 R${next} >>`);
  });
  objects.set(root, `<< /Type /Outlines /First ${items[0]} 0 R /Last ${items.at(-1)} 0 R /Count ${items.length} >>`);
  return root;
}

interface StructureElement {
  readonly role: string;
  readonly marks: string[];
  /** Page and mark of each of its pieces. */
  readonly places: [page: number, mark: number][];
}

function structureTree(objects: PdfObjects, elements: readonly StructureElement[]): number {
  const root = objects.reserve();
  const document = objects.reserve();
  const kids = elements.map(({ role, marks }) =>
    objects.add(`<< /Type /StructElem /S /${role} /P ${document} 0 R /K [${marks.join(' ')}] >>`),
  );
  objects.set(document, `<< /Type /StructElem /S /Document /P ${root} 0 R /K [${kids.map((kid) => `${kid} 0 R`).join(' ')}] >>`);
  const parents = new Map<number, string[]>();
  for (const [index, { places }] of elements.entries()) {
    for (const [page, mark] of places) {
      const ofPage = parents.get(page) ?? [];
      parents.set(page, ofPage);
      while (ofPage.length < mark) ofPage.push('null');
      ofPage[mark] = `${kids[index]} 0 R`;
    }
  }
  const numbers = [...parents].map(([page, ofPage]) => `${page} [${ofPage.join(' ')}]`);
  objects.set(root, `<< /Type /StructTreeRoot /K ${document} 0 R /ParentTree << /Nums [${numbers.join(' ')}] >> >>`);
  return root;
}

/** The objects of a file, in the order of their numbers. */
export class PdfObjects {
  private readonly bodies: Buffer[] = [];

  reserve(): number {
    return this.bodies.push(Buffer.from('null'));
  }

  set(number: number, dictionary: string, stream?: Uint8Array): void {
    const head = stream ? dictionary.replace(/^<</, `<< /Length ${stream.length}`) : dictionary;
    const body = stream ? [Buffer.from(`${head}\nstream\n`), stream, Buffer.from('\nendstream')] : [Buffer.from(head, 'latin1')];
    this.bodies[number - 1] = Buffer.concat(body);
  }

  add(dictionary: string, stream?: Uint8Array): number {
    const number = this.reserve();
    this.set(number, dictionary, stream);
    return number;
  }

  write(catalog: number, info?: number): Uint8Array {
    const chunks: Buffer[] = [Buffer.from('%PDF-1.4\n%\xe2\xe3\xcf\xd3\n', 'latin1')];
    let at = chunks[0]?.length ?? 0;
    const offsets = this.bodies.map((body, index) => {
      const offset = at;
      const chunk = Buffer.concat([Buffer.from(`${index + 1} 0 obj\n`), body, Buffer.from('\nendobj\n')]);
      chunks.push(chunk);
      at += chunk.length;
      return `${String(offset).padStart(10, '0')} 00000 n \n`;
    });
    const size = offsets.length + 1;
    const trailer = `<< /Size ${size} /Root ${catalog} 0 R${info === undefined ? '' : ` /Info ${info} 0 R`} >>`;
    chunks.push(Buffer.from(`xref\n0 ${size}\n0000000000 65535 f \n${offsets.join('')}trailer\n${trailer}\nstartxref\n${at}\n%%EOF\n`));
    return new Uint8Array(Buffer.concat(chunks));
  }
}

const FONTS: Readonly<Record<PdfFont, (objects: PdfObjects) => number>> = {
  song: (objects) => cidFont(objects, 'STSong-Light', 'UniGB-UCS2-H'),
  'song-gbk': (objects) => cidFont(objects, 'STSong-Light', 'GBK-EUC-H'),
  'song-vertical': (objects) => cidFont(objects, 'STSong-Light', 'UniGB-UCS2-V'),
  hei: (objects) => cidFont(objects, 'STHeiti-Regular', 'UniGB-UCS2-H'),
  latin: (objects) => objects.add('<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>'),
  nameless: (objects) => cidFont(objects, 'ABCDEF+Nameless', 'Identity-H', 'Identity'),
};

function cidFont(objects: PdfObjects, name: string, encoding: string, ordering = 'GB1'): number {
  const descriptor = objects.add(
    `<< /Type /FontDescriptor /FontName /${name} /Flags 6 /FontBBox [0 -200 1000 900] /ItalicAngle 0 /Ascent 800 /Descent -200 /CapHeight 700 /StemV 90 >>`,
  );
  // Adobe-GB1 has the ASCII signs at 1 to 95, half as wide as the rest.
  const cid = objects.add(
    `<< /Type /Font /Subtype /CIDFontType0 /BaseFont /${name} /CIDSystemInfo << /Registry (Adobe) /Ordering (${ordering}) /Supplement 2 >> /DW 1000 /W [1 95 500] /FontDescriptor ${descriptor} 0 R >>`,
  );
  return objects.add(
    `<< /Type /Font /Subtype /Type0 /BaseFont /${name}-${encoding} /Encoding /${encoding} /DescendantFonts [${cid} 0 R] >>`,
  );
}

const contentOf = ({ texts, image }: PdfPage): string =>
  [...(image ? [`q ${A4.width} 0 0 ${A4.height} 0 0 cm /Im Do Q`] : []), ...texts.map((text, index) => operatorsOf(text, index))].join(
    '\n',
  );

function operatorsOf({ x, y, text, size = 12, font = 'song', turn = 0, artifact, element, invisible }: PdfText, index: number): string {
  const [cos, sin] = [Math.cos((turn * Math.PI) / 180), Math.sin((turn * Math.PI) / 180)].map((value) => Number((value ?? 0).toFixed(6)));
  const shown = `BT ${invisible ? '3 Tr ' : ''}/${font} ${size} Tf ${cos} ${sin} ${-(sin ?? 0)} ${cos} ${x} ${y} Tm <${encoded(text, font)}> Tj ET`;
  if (element) return `/${element[0]} << /MCID ${index} >> BDC ${shown} EMC`;
  return artifact ? `/Artifact BMC ${shown} EMC` : shown;
}

const utf16Of = (text: string): string => iconv.encode(text, 'utf-16be').toString('hex');

function encoded(text: string, font: PdfFont): string {
  if (font === 'latin') return Buffer.from(text, 'latin1').toString('hex');
  if (font === 'song-gbk') return iconv.encode(text, 'gbk').toString('hex');
  // Glyph numbers as a program gives them out: spread over the font, by the order of its shapes.
  if (font === 'nameless')
    return [...text].map((sign) => ((((sign.codePointAt(0) ?? 0) * 7919) % 23_000) + 3).toString(16).padStart(4, '0')).join('');
  return utf16Of(text);
}
