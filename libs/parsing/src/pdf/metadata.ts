import type { PDFDocumentProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';

/** What a file says about itself. */
export interface FileFacts {
  readonly language: string | null;
  readonly metadata: Readonly<Record<string, string>>;
}

/** Longest value that is kept, in UTF-16 units. */
const LONGEST = 500;

const FIELDS = {
  Title: 'title',
  Author: 'author',
  Subject: 'description',
  Keywords: 'keywords',
  Creator: 'creator',
  Producer: 'producer',
  CreationDate: 'createdAt',
  ModDate: 'modifiedAt',
} as const;

/** Title, author, program and dates as the file names them; what it leaves empty is left out. A broken description is none. */
export async function readFileFacts(document: PDFDocumentProxy): Promise<FileFacts> {
  const info = await document.getMetadata().then(
    (found) => found.info as Readonly<Record<string, unknown>>,
    () => ({}) as Readonly<Record<string, unknown>>,
  );
  const entries = Object.entries(FIELDS).flatMap(([field, name]) => {
    const value = textOf(info[field]);
    const said = value !== null && field.endsWith('Date') ? isoDate(value) : value;
    return said === null ? [] : [[name, said] as const];
  });
  const language = textOf(info.Language);
  return {
    language: language !== null && /^[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8}){0,4}$/.test(language) ? language : null,
    metadata: Object.fromEntries(entries),
  };
}

function textOf(value: unknown): string | null {
  if (typeof value !== 'string') return null;
  const text = value
    .toWellFormed()
    .replace(/[\p{Cc}\s]+/gu, ' ')
    .trim()
    .slice(0, LONGEST);
  return text === '' ? null : text;
}

/** `D:20210315093000+08'00'` as an ISO instant or date; null when it is none. */
export function isoDate(printed: string): string | null {
  const found = /^(?:D:)?(\d{4})(\d{2})?(\d{2})?(\d{2})?(\d{2})?(\d{2})?(?:(Z)|([+-]\d{2})'?(\d{2})?)?/.exec(printed);
  if (!found?.[1]) return null;
  const [, year, month = '01', day = '01', hour, minute = '00', second = '00', zulu, hours, minutes = '00'] = found;
  const date = `${year}-${month}-${day}`;
  const zone = hours ? `${hours}:${minutes}` : zulu;
  if (hour === undefined || zone === undefined) return Number.isNaN(Date.parse(date)) ? null : date;
  const instant = Date.parse(`${date}T${hour}:${minute}:${second}${zone}`);
  return Number.isNaN(instant) ? null : new Date(instant).toISOString();
}
