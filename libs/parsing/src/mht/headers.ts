import { codecFor } from '../source/codecs.js';

/** The header fields of a message or part, by lower-case name; the first of several wins. */
export type Headers = ReadonlyMap<string, string>;

/** Longest header that is read, in bytes. */
const LONGEST = 64 * 1024;

/** The header at `from` and where the body below it begins; null when no header stands there. */
export function readHeaders(bytes: Uint8Array, from: number, to: number): { readonly headers: Headers; readonly bodyAt: number } | null {
  const head = Buffer.from(bytes.buffer, bytes.byteOffset + from, Math.min(to - from, LONGEST)).toString('latin1');
  const headers = new Map<string, string>();
  let name: string | null = null;
  let at = 0;
  while (at < head.length) {
    const lineEnd = head.indexOf('\n', at);
    const end = lineEnd < 0 ? head.length : lineEnd;
    const line = head.slice(at, end).replace(/\r$/, '');
    at = Math.min(head.length, end + 1);
    if (line === '') break;
    if (/^[ \t]/.test(line)) {
      if (name !== null) headers.set(name, `${headers.get(name) ?? ''} ${line.trim()}`);
      continue;
    }
    const colon = line.indexOf(':');
    if (colon < 1 || !/^[!-9;-~]+$/.test(line.slice(0, colon))) return null;
    const field = line.slice(0, colon).toLowerCase();
    name = headers.has(field) ? null : field;
    if (name !== null) headers.set(name, line.slice(colon + 1).trim());
  }
  return { headers, bodyAt: from + at };
}

/** A parameter of a header field such as `boundary`, without quotes; null when it has none of that name. */
export function parameterOf(field: string, name: string): string | null {
  for (const [, key = '', quoted, plain] of field.matchAll(
    /;\s{0,20}([\w*-]{1,40})\s{0,9}=\s{0,9}(?:"([^"]{0,2000})"|([^\s;"]{1,2000}))/g,
  )) {
    if (key.toLowerCase() === name) return quoted ?? plain ?? null;
  }
  return null;
}

/** The media type of a part, in lower case; `text/plain` when its header says nothing, as the standard has it. */
export const mediaTypeOf = (headers: Headers): string =>
  (headers.get('content-type') ?? 'text/plain').split(';', 1)[0]?.trim().toLowerCase() ?? '';

/** A field's text with its encoded words decoded; bytes beyond ASCII that stand there bare are taken for UTF-8 or GB18030. */
export function textOf(field: string): string {
  const joined = field.replace(/(\?=)\s+(?==\?)/g, '$1');
  const words = joined.replace(/=\?([\w.:*-]{1,40})\?([bq])\?([^?\s]{0,2000})\?=/gi, (whole, label: string, kind: string, body: string) => {
    const codec = codecFor(label.split('*', 1)[0] ?? '');
    if (!codec) return whole;
    const bytes = kind.toLowerCase() === 'b' ? Buffer.from(body, 'base64') : Buffer.from(unquoted(body), 'latin1');
    return codec.decode(bytes);
  });
  return /[\x80-\xff]/.test(words) && !/[^\0-\xff]/.test(words) ? bareBytes(Buffer.from(words, 'latin1')) : words;
}

const unquoted = (body: string): string =>
  body.replaceAll('_', ' ').replace(/=([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));

function bareBytes(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('gb18030').decode(bytes);
  }
}
