/** Vocabularies of the parts that are read, in both editions of the standard, by the prefix used for them here. */
const known: Readonly<Record<string, string>> = {
  'http://schemas.openxmlformats.org/wordprocessingml/2006/main': 'w',
  'http://purl.oclc.org/ooxml/wordprocessingml/main': 'w',
  'http://schemas.openxmlformats.org/officeDocument/2006/math': 'm',
  'http://purl.oclc.org/ooxml/officeDocument/math': 'm',
  'http://schemas.openxmlformats.org/markup-compatibility/2006': 'mc',
};

/** A name as it is written, and what it is here. */
interface Written {
  readonly bytes: Buffer;
  readonly name: string;
}

/** A file has some dozens of names; one with more is none, and looks each of the others up anew. */
const MOST_NAMES = 2_000;

/** Turns names as they are written into names with the usual prefix: files are free in their prefixes. */
export class Namespaces {
  private readonly prefixes = new Map(['w', 'm', 'mc'].map((prefix) => [prefix, prefix]));
  /** By a sum over their bytes, since most of a file is the same few names. */
  private names = new Map<number, Written>();

  /** Takes note of `xmlns` and `xmlns:…`. Declarations hold from here on. */
  declare(attributes: readonly (readonly [name: string, value: string])[]): void {
    for (const [name, value] of attributes) {
      if (name !== 'xmlns' && !name.startsWith('xmlns:')) continue;
      const home = known[value] ?? '?';
      if (this.prefixes.get(name.slice(6)) === home || this.prefixes.size > MOST_NAMES) continue;
      this.prefixes.set(name.slice(6), home);
      this.names = new Map();
    }
  }

  /** The name at `[from, to)`: `w:p`, `mc:Choice`, `?:shape` for vocabularies that are not read; plain where no prefix stands or is needed. */
  nameAt(bytes: Buffer, from: number, to: number): string {
    let sum = to - from;
    for (let at = from; at < to; at += 1) sum = (Math.imul(sum, 31) + (bytes[at] ?? 0)) | 0;
    const before = this.names.get(sum);
    if (before && isSame(before.bytes, bytes, from, to)) return before.name;
    const name = this.resolve(bytes.toString('latin1', from, to));
    if (this.names.size < MOST_NAMES) this.names.set(sum, { bytes: bytes.subarray(from, to), name });
    return name;
  }

  private resolve(written: string): string {
    const colon = written.indexOf(':');
    const prefix = written.slice(0, Math.max(0, colon));
    const home = this.prefixes.get(prefix) ?? '?';
    const local = written.slice(colon + 1);
    return prefix === '' && home === '?' ? local : `${home}:${local}`;
  }
}

function isSame(name: Buffer, bytes: Buffer, from: number, to: number): boolean {
  if (name.length !== to - from) return false;
  for (let at = from; at < to; at += 1) if (name[at - from] !== bytes[at]) return false;
  return true;
}
