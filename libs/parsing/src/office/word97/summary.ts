import { codecOfPage } from '../../rtf/code-pages.js';
import { u16, u32, utf16 } from '../compound/little-endian.js';

/** Fields of a summary by their numbers, under the names of the page result's metadata. */
const FIELDS: Readonly<Record<number, string>> = {
  ...{ 2: 'documentTitle', 3: 'subject', 4: 'author', 5: 'keywords', 6: 'description', 8: 'lastModifiedBy', 12: 'created', 13: 'modified' },
};
const CODE_PAGE = 1;
const [BYTES, WIDE, MOMENT] = [30, 31, 64];
const LONGEST = 1_000;
const MOST_FIELDS = 100;
/** Between 1601, from which moments count, and 1970. */
const EPOCH_MS = 11_644_473_600_000;
const TEN_THOUSAND_PER_MS = 10_000;

/** What a file says about itself: empty fields and moments that are none are left out. */
export function readSummary(bytes: Uint8Array): Record<string, string> {
  const section = u32(bytes, 44);
  const count = Math.min(MOST_FIELDS, u32(bytes, section + 4));
  const places = new Map<number, number>();
  for (let index = 0; index < count; index += 1) {
    const at = section + 8 + index * 8;
    places.set(u32(bytes, at), section + u32(bytes, at + 4));
  }
  const page = places.has(CODE_PAGE) ? u16(bytes, (places.get(CODE_PAGE) ?? 0) + 4) : 1252;
  const found: Record<string, string> = {};
  for (const [field, name] of Object.entries(FIELDS)) {
    const at = places.get(Number(field));
    const value = at === undefined ? '' : valueAt(bytes, at, page);
    if (value !== '') found[name] = value;
  }
  return found;
}

function valueAt(bytes: Uint8Array, at: number, page: number): string {
  const kind = u32(bytes, at);
  if (kind === MOMENT) return momentAt(bytes, at + 4);
  const length = Math.min(u32(bytes, at + 4), LONGEST * 3);
  const raw = bytes.subarray(at + 8, at + 8 + (kind === WIDE ? length * 2 : length));
  if (kind === WIDE) return cleaned(utf16(raw, 0, raw.length));
  return kind === BYTES ? cleaned(decoded(raw, page)) : '';
}

function decoded(raw: Uint8Array, page: number): string {
  if (page === 1200) return utf16(raw, 0, raw.length);
  const codec = page === 65_001 ? null : codecOfPage(page);
  return new TextDecoder(codec?.name ?? (page === 65_001 ? 'utf-8' : 'windows-1252')).decode(raw);
}

const cleaned = (text: string): string =>
  (/^[^\0]*/.exec(text)?.[0] ?? '')
    .replace(/[\p{Cc}\s]+/gu, ' ')
    .slice(0, LONGEST)
    .trim();

/** Saved forms that nobody dated have a moment of zero. */
function momentAt(bytes: Uint8Array, at: number): string {
  const ms = (u32(bytes, at) + u32(bytes, at + 4) * 0x1_0000_0000) / TEN_THOUSAND_PER_MS - EPOCH_MS;
  return ms > 0 && ms < 4_102_444_800_000 ? new Date(Math.floor(ms / 1000) * 1000).toISOString().replace('.000', '') : '';
}
