import { type CaptureHints, type CapturePart, Unprocessable } from '#domain';
import type { Format, ReadPage } from '../formats/format.js';
import { wrapPage } from '../formats/wrap-page.js';
import { asUtf8, type Utf8Text } from '../source/as-utf8.js';
import { readZip, type ZipEntry } from '../zip/read-zip.js';
import { usualLimits } from '../zip/zip-limits.js';
import { zipTooLarge } from '../zip/zip-refusals.js';
import { ruleAgainst, titleOfName } from './entry-kinds.js';
import { PackedText } from './packed-text.js';

type FormatFinder = (bytes: Uint8Array, hints: CaptureHints) => Format;

const MAGIC = [0x50, 0x4b];
const isZip = (bytes: Uint8Array): boolean => MAGIC.every((byte, at) => bytes[at] === byte) && (bytes[2] === 3 || bytes[2] === 5);

/**
 * Archives of files, each read by its own format as if it had come alone, in the order of the archive. Archives inside archives are not
 * opened, and neither are pictures, programs and what systems leave behind: these are removed by name. Text files are parts in UTF-8;
 * the bytes of files that are read as they are, such as RTF, are parts as they are. `formatOf` finds the format of a file.
 */
export const zipFormat = (formatOf: FormatFinder): Format => ({
  name: 'zip',
  accepts: isZip,
  read: (bytes, hints) => readArchive(bytes, hints, formatOf),
});

/** Throws what `readZip` throws, and Unprocessable `no-text-in-zip` when no file can be read. */
async function readArchive(bytes: Uint8Array, hints: CaptureHints, formatOf: FormatFinder): Promise<ReadPage> {
  const text = new PackedText();
  const reasons = new Set<string>();
  for (const file of unpackAll(readZip(bytes))) {
    const rule = file.rule ?? (await addFile(text, file, hints, formatOf));
    if (rule !== null) text.addUnread(file.name, rule);
    if (rule === 'unreadable-file' || rule === 'nested-archive') reasons.add(`${rule}s`);
  }
  if (text.files.length === 0) {
    throw new Unprocessable('no-text-in-zip', 'The packed file holds no document that can be read. Pack text, HTML, Word or PDF files.');
  }
  return {
    format: 'zip',
    charset: null,
    visible: text.visible(),
    parts: text.parts,
    files: text.files,
    language: null,
    site: null,
    title: hints.fileName === null ? null : titleOfName(hints.fileName),
    publishedAt: null,
    metadata: {},
    reasons: [...reasons],
    undecodable: text.undecodable,
    main: () => text.files.flatMap(({ page }) => page.main()),
    removed: () => text.removals,
  };
}

interface UnpackedFile {
  readonly name: string;
  /** The rule against reading it; null when it is to be read. */
  readonly rule: string | null;
  readonly bytes: Uint8Array;
}

/**
 * Unpacks all files that are to be read before any format sees one. Office files are archives themselves: what they claim to unpack to
 * counts with all others, and a claim that is too low is found out when the file is opened.
 */
function unpackAll(entries: readonly ZipEntry[]): UnpackedFile[] {
  let total = 0;
  return entries.map((entry) => {
    const rule = ruleAgainst(entry.name);
    const bytes = rule === null ? entry.read() : new Uint8Array();
    total += bytes.length + claimedInside(bytes);
    if (total > usualLimits.bytes) throw zipTooLarge();
    return { name: entry.name, rule, bytes };
  });
}

/** What an archive claims to unpack to; nothing for other files, and for one that cannot be opened. */
function claimedInside(bytes: Uint8Array): number {
  if (!isZip(bytes)) return 0;
  try {
    return readZip(bytes).reduce((sum, { size }) => sum + size, 0);
  } catch {
    return 0;
  }
}

/** Reads one file into the text; returns the rule by which it is removed when it cannot be read. */
async function addFile(text: PackedText, file: UnpackedFile, { url }: CaptureHints, formatOf: FormatFinder): Promise<string | null> {
  const { name, bytes } = file;
  const hints = { url, contentType: null, fileName: name.split('/').at(-1) ?? null };
  try {
    const format = formatOf(bytes, hints);
    if (format.name === 'zip') return 'nested-archive';
    const { page, parts } = await readFile(bytes, hints, format, name);
    if (text.size + sizeOf(parts) > usualLimits.bytes) throw zipTooLarge();
    text.addFile(name, page, parts);
    return null;
  } catch (error) {
    // Any other fault is the file's own and leaves its neighbours readable.
    if (error instanceof Unprocessable && error.code !== 'zip-too-large') return 'unreadable-file';
    throw error;
  }
}

const sizeOf = (parts: readonly CapturePart[]): number => parts.reduce((sum, part) => sum + part.bytes, 0);

interface ReadFile {
  readonly page: ReadPage;
  readonly parts: readonly CapturePart[];
}

async function readFile(bytes: Uint8Array, hints: CaptureHints, format: Format, name: string): Promise<ReadFile> {
  const isText = format.name === 'text' || format.name === 'html' || format.name === 'markdown';
  const written: Utf8Text | null = isText ? asUtf8(bytes, { contentType: null, isHtml: format.name === 'html' }) : null;
  const inner = await format.read(written?.bytes ?? bytes, written ? { ...hints, contentType: 'text/plain; charset=utf-8' } : hints);
  const parts = inner.parts
    ? inner.parts.map((part) => ({ name: `${name}/${part.name}`, bytes: part.bytes }))
    : [{ name, bytes: (written?.bytes ?? bytes).length }];
  const known = { format: inner.format, visible: inner.visible, title: titleOfName(name) };
  return { page: wrapPage(inner, written ? { ...known, charset: written.charset, reasons: written.reasons } : known), parts };
}
