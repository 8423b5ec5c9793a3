import { readZip } from '../zip/read-zip.js';

const MAGIC = [0x50, 0x4b, 0x03, 0x04];
const CONTENT_TYPES = /^\[content_types\]\.xml$/i;

/** Whether the bytes are a packed office file, whole or damaged. Its directory tells; where that is broken, the name of its first entry. */
export function isOfficeFile(bytes: Uint8Array): boolean {
  if (!MAGIC.every((byte, at) => bytes[at] === byte)) return false;
  try {
    return readZip(bytes).some(({ name }) => CONTENT_TYPES.test(name));
  } catch {
    return /^(?:\[content_types\]\.xml|(?:word|_rels|docprops|customxml)\/)/i.test(firstName(bytes));
  }
}

function firstName(bytes: Uint8Array): string {
  const length = (bytes[26] ?? 0) + (bytes[27] ?? 0) * 256;
  return new TextDecoder('latin1').decode(bytes.subarray(30, 30 + length));
}
