/** Vocabularies of the parts that are read, in both editions of the standard, by the prefix used for them here. */
const known: Readonly<Record<string, string>> = {
  'http://schemas.openxmlformats.org/wordprocessingml/2006/main': 'w',
  'http://purl.oclc.org/ooxml/wordprocessingml/main': 'w',
  'http://schemas.openxmlformats.org/officeDocument/2006/math': 'm',
  'http://purl.oclc.org/ooxml/officeDocument/math': 'm',
  'http://schemas.openxmlformats.org/markup-compatibility/2006': 'mc',
};

/** Turns names as they are written into names with the usual prefix: files are free in their prefixes. */
export class Namespaces {
  private readonly prefixes = new Map(['w', 'm', 'mc'].map((prefix) => [prefix, prefix]));
  private names = new Map<string, string>();

  /** Takes note of `xmlns` and `xmlns:…`. Declarations hold from here on. */
  declare(attributes: readonly (readonly [name: string, value: string])[]): void {
    for (const [name, value] of attributes) {
      if (name !== 'xmlns' && !name.startsWith('xmlns:')) continue;
      this.prefixes.set(name.slice(6), known[value] ?? '?');
      this.names = new Map();
    }
  }

  /** `w:p`, `mc:Choice`, `?:shape` for vocabularies that are not read, and the plain name where no prefix stands and none is needed. */
  nameOf(written: string): string {
    const before = this.names.get(written);
    if (before !== undefined) return before;
    const colon = written.indexOf(':');
    const prefix = written.slice(0, Math.max(0, colon));
    const home = this.prefixes.get(prefix) ?? '?';
    const local = written.slice(colon + 1);
    const name = prefix === '' && home === '?' ? local : `${home}:${local}`;
    this.names.set(written, name);
    return name;
  }
}
