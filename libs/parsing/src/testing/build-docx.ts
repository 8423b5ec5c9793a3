import { buildZip, type FileToPack } from './build-zip.js';

const NAMESPACES =
  'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" xmlns:v="urn:schemas-microsoft-com:vml"';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';

/** A list to be defined: its levels, each a format and a pattern, and what else a level says. */
export type ListLevels = readonly (readonly [format: string, text: string, more?: string])[];

export interface DocxParts {
  /** Paragraphs and tables, as markup. */
  readonly body: string;
  /** What stands in `w:styles`. */
  readonly styles?: string;
  /** What stands in `w:numbering`. */
  readonly numbering?: string;
  /** Each a note's content, with ids from 1. */
  readonly footnotes?: readonly string[];
  readonly endnotes?: readonly string[];
  /** What stands in the core properties. */
  readonly core?: string;
  readonly more?: readonly FileToPack[];
}

/** A Word document with nothing in it but what is given. */
export const buildDocx = (parts: DocxParts): Uint8Array => buildZip(filesOf(parts));

/** The files of a Word document, to be packed in some unusual way. */
export function filesOf({ body, styles, numbering, footnotes, endnotes, core, more = [] }: DocxParts): FileToPack[] {
  const parts: readonly (readonly [kind: string, xml: string | undefined])[] = [
    ['styles', styles === undefined ? undefined : `<w:styles ${NAMESPACES}>${styles}</w:styles>`],
    ['numbering', numbering === undefined ? undefined : `<w:numbering ${NAMESPACES}>${numbering}</w:numbering>`],
    ['footnotes', notes('footnote', footnotes)],
    ['endnotes', notes('endnote', endnotes)],
  ];
  const present = parts.filter((part): part is readonly [string, string] => part[1] !== undefined);
  const relations = present.map(([kind], at) => relation(`r${at}`, `${OFFICE}/${kind}`, `${kind}.xml`)).join('');
  const types = ['document.main', ...present.map(([kind]) => kind)].map(typeOf).join('');
  return [
    file(
      '[Content_Types].xml',
      `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">${CONTENT_TYPES}${types}</Types>`,
    ),
    file('_rels/.rels', relationships(relation('r0', `${OFFICE}/officeDocument`, 'word/document.xml'))),
    file('word/document.xml', `<w:document ${NAMESPACES}><w:body>${body}</w:body></w:document>`),
    file('word/_rels/document.xml.rels', relationships(relations)),
    ...present.map(([kind, xml]) => file(`word/${kind}.xml`, xml)),
    ...(core === undefined ? [] : [file('docProps/core.xml', `<cp:coreProperties ${CORE}>${core}</cp:coreProperties>`)]),
    ...more,
  ];
}

const CONTENT_TYPES =
  '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>';

const typeOf = (kind: string): string =>
  `<Override PartName="/word/${kind.split('.')[0]}.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.${kind}+xml"/>`;

const CORE =
  'xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"';

const file = (name: string, xml: string): FileToPack => ({ name, bytes: HEAD + xml });
const relation = (id: string, type: string, target: string): string => `<Relationship Id="${id}" Type="${type}" Target="${target}"/>`;
const relationships = (inner: string): string =>
  `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${inner}</Relationships>`;

function notes(kind: string, contents: readonly string[] | undefined): string | undefined {
  if (!contents) return undefined;
  const separator = `<w:${kind} w:type="separator" w:id="0"><w:p><w:r><w:separator/></w:r></w:p></w:${kind}>`;
  const all = contents.map((content, at) => `<w:${kind} w:id="${at + 1}">${content}</w:${kind}>`);
  return `<w:${kind}s ${NAMESPACES}>${separator}${all.join('')}</w:${kind}s>`;
}

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');

/** A run of text; `properties` is the markup of its looks. */
export const run = (text: string, properties = ''): string =>
  `<w:r>${properties === '' ? '' : `<w:rPr>${properties}</w:rPr>`}<w:t xml:space="preserve">${escaped(text)}</w:t></w:r>`;

/** A paragraph of text, or of markup that begins with `<`; `properties` is the markup of its properties. */
export const para = (content = '', properties = ''): string =>
  `<w:p>${properties === '' ? '' : `<w:pPr>${properties}</w:pPr>`}${content.startsWith('<') || content === '' ? content : run(content)}</w:p>`;

export const inStyle = (id: string): string => `<w:pStyle w:val="${id}"/>`;
export const inList = (list: number, level = 0): string => `<w:numPr><w:ilvl w:val="${level}"/><w:numId w:val="${list}"/></w:numPr>`;

/** A paragraph style; `more` is the markup of its properties. */
export const style = (id: string, name: string, more = ''): string =>
  `<w:style w:type="paragraph" w:styleId="${id}"><w:name w:val="${name}"/>${more}</w:style>`;

export const table = (rows: readonly (readonly string[])[]): string =>
  `<w:tbl><w:tblPr/><w:tblGrid/>${rows.map((cells) => `<w:tr>${cells.map((cell) => `<w:tc><w:tcPr/>${cell.startsWith('<w:p') ? cell : para(cell)}</w:tc>`).join('')}</w:tr>`).join('')}</w:tbl>`;

/** Definitions, and lists by the number of the definition each counts in, from 1; a list may hold overrides. */
export function numbering(
  definitions: readonly ListLevels[],
  lists: readonly (readonly [definition: number, overrides?: string])[],
): string {
  const levels = (level: ListLevels[number], at: number): string =>
    `<w:lvl w:ilvl="${at}"><w:start w:val="1"/><w:numFmt w:val="${level[0]}"/>${level[2] ?? ''}<w:lvlText w:val="${level[1]}"/></w:lvl>`;
  return [
    ...definitions.map((all, at) => `<w:abstractNum w:abstractNumId="${at + 1}">${all.map(levels).join('')}</w:abstractNum>`),
    ...lists.map(([definition, more = ''], at) => `<w:num w:numId="${at + 1}"><w:abstractNumId w:val="${definition}"/>${more}</w:num>`),
  ].join('');
}
