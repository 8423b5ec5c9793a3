/** Byte order marks and what they say. GB18030 has one, too. */
const marks: readonly { readonly bytes: readonly number[]; readonly charset: string }[] = [
  { bytes: [0xef, 0xbb, 0xbf], charset: 'utf-8' },
  { bytes: [0xff, 0xfe], charset: 'utf-16le' },
  { bytes: [0xfe, 0xff], charset: 'utf-16be' },
  { bytes: [0x84, 0x31, 0x95, 0x33], charset: 'gb18030' },
];

/** The encoding a byte order mark names, and how many bytes the mark takes; null without one. */
export function byteOrderMark(bytes: Uint8Array): { readonly charset: string; readonly length: number } | null {
  const mark = marks.find((candidate) => candidate.bytes.every((byte, at) => bytes[at] === byte));
  return mark ? { charset: mark.charset, length: mark.bytes.length } : null;
}

/** The charset parameter of a content type, or null. */
export function labelOfContentType(contentType: string | null): string | null {
  return /charset\s{0,9}=\s{0,9}["']?([\w.:-]{1,40})/i.exec((contentType ?? '').slice(0, 1000))?.[1] ?? null;
}

/** The encoding that a page's `<meta>` or XML declaration names in its first 4 KB, or null. A page that says UTF-16 in ASCII is not. */
export function labelOfMarkup(bytes: Uint8Array): string | null {
  const head = new TextDecoder('latin1').decode(bytes.subarray(0, 4096));
  const label =
    /<meta\b[^>]{0,300}?charset\s{0,9}=\s{0,9}["']?([\w.:-]{1,40})/i.exec(head)?.[1] ??
    /^\s{0,40}<\?xml\b[^>]{0,200}?encoding\s{0,9}=\s{0,9}["']([\w.:-]{1,40})/i.exec(head)?.[1] ??
    null;
  return label !== null && /^utf-?16/i.test(label) ? 'utf-8' : label;
}
