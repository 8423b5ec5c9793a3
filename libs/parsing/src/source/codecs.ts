import iconv from 'iconv-lite';
import { type Codec, singleByte } from './codec.js';
import { eucJpLonger } from './euc-jp.js';
import { gb18030Longer } from './gb18030.js';
import { tableCodec } from './table-codec.js';
import { utf8 } from './utf8.js';
import { utf16 } from './utf16.js';

const between =
  (from: number, to: number) =>
  (byte: number): boolean =>
    byte >= from && byte <= to;

const by = (label: string) => (bytes: Uint8Array) => new TextDecoder(label).decode(bytes);

const tables: Readonly<Record<string, Codec>> = {
  gb18030: tableCodec({ name: 'gb18030', decode: by('gb18030'), isLead: between(0x81, 0xfe), longer: gb18030Longer }),
  // The platform's Big5 gives private characters for the Hong Kong ones.
  big5: tableCodec({ name: 'big5', decode: (bytes) => iconv.decode(bytes, 'big5-hkscs'), isLead: between(0x81, 0xfe) }),
  shift_jis: tableCodec({
    name: 'shift_jis',
    decode: by('shift_jis'),
    isLead: (byte) => between(0x81, 0x9f)(byte) || between(0xe0, 0xfc)(byte),
  }),
  'euc-jp': tableCodec({
    name: 'euc-jp',
    decode: by('euc-jp'),
    isLead: (byte) => byte === 0x8e || between(0xa1, 0xfe)(byte),
    longer: eucJpLonger,
  }),
  // The platform's EUC-KR lacks the syllables that Windows added.
  'euc-kr': tableCodec({ name: 'euc-kr', decode: (bytes) => iconv.decode(bytes, 'cp949'), isLead: between(0x81, 0xfe) }),
};

/** GBK and GB2312 are read as the set that holds them both. */
const supersets: Readonly<Record<string, string>> = { gbk: 'gb18030' };

/** Names that pages and mails use and the standard list of labels does not have. */
const otherNames: Readonly<Record<string, string>> = {
  'us-ascii': 'utf-8',
  'utf-8-sig': 'utf-8',
  utf8mb4: 'utf-8',
  hkscs: 'big5',
  'euc-cn': 'gb18030',
  gbk2312: 'gb18030',
  'gb2312-80': 'gb18030',
  ksc5601: 'euc-kr',
  uhc: 'euc-kr',
};

/** Code pages of Windows and DOS that are encodings of other names. */
const codePages: Readonly<Record<string, string>> = {
  437: 'windows-1252',
  850: 'windows-1252',
  932: 'shift_jis',
  936: 'gb18030',
  949: 'euc-kr',
  950: 'big5',
  1361: 'euc-kr',
  20866: 'koi8-r',
  54936: 'gb18030',
  65001: 'utf-8',
};

/** The codec for an encoding label as it stands in headers and pages, or null for one that is unknown or cannot be mapped to bytes. */
export function codecFor(label: string): Codec | null {
  const name = whatwgName(label);
  if (name === null) return null;
  if (name === 'utf-8') return utf8(0);
  if (name === 'utf-16le' || name === 'utf-16be') return utf16(name, 0);
  const known = tables[name];
  if (known) return known;
  return /^(windows-|iso-8859-|koi8-|macintosh|x-mac-|ibm866)/.test(name) ? singleByte(name) : null;
}

/** Labels are written with any of three dashes, and code pages with or without a prefix. */
function whatwgName(label: string): string | null {
  const plain = label.trim().toLowerCase();
  const page = /^(?:cp|ms|windows-?|x-cp|ibm-?)?(\d{3,5})$/.exec(plain)?.[1];
  if (page !== undefined) return codePages[page] ?? standardName(`windows-${page}`) ?? standardName(`ibm${page}`);
  for (const name of [plain, plain.replaceAll('_', '-'), plain.replaceAll('-', '_'), plain.replace(/^x-/, '')]) {
    const known = otherNames[name] ?? standardName(name);
    if (known !== null) return known;
  }
  return null;
}

function standardName(label: string): string | null {
  try {
    const { encoding } = new TextDecoder(label);
    return supersets[encoding] ?? encoding;
  } catch {
    return null;
  }
}
