import { isAscii } from 'node:buffer';
import { analyse } from 'chardet';
import { byteOrderMark, labelOfContentType, labelOfMarkup } from './charset-label.js';
import { behindMark, type Codec } from './codec.js';
import { codecFor } from './codecs.js';
import { escapedCodec } from './escapes.js';
import { plausibility } from './plausibility.js';
import { tellingSample } from './telling-sample.js';
import { isUtf8, utf8 } from './utf8.js';
import { utf16, utf16Order } from './utf16.js';

export interface DecodeHints {
  readonly contentType: string | null;
  /** Whether the bytes are markup that may name its encoding itself. */
  readonly isHtml: boolean;
}

export interface CodecChoice {
  readonly codec: Codec;
  /** `wrong-charset-label` when the bytes contradict their label. */
  readonly reasons: readonly string[];
}

/** How many bytes beyond ASCII, and what is around them, are looked at. */
const SAMPLE = 64 * 1024;
const SCORED = 16 * 1024;

/** Bytes beyond ASCII that are not UTF-8 by chance, if they are UTF-8 at all. */
const BEYOND_CHANCE = 8;

/** How much more plausible another reading must be than the labelled one, and than the one the markup names. Servers say Latin of anything. */
const TRUST = { label: 1, latin: 0.4, markup: 0.8, utf8: 2, chinese: 0.4, detected: 0.2 };

/** A reading that needs no second opinion; one below `doubtful` is no language. */
const CERTAIN = 1.5;
const DOUBTFUL = -0.5;
const PAIRS = 0.7;

/** Japanese of more than a few words has kana. */
const WITHOUT_KANA = 1;

/**
 * The encoding of a capture: byte order mark, UTF-8 beyond doubt, label, detection, in this order. A label or mark that cannot be right is
 * overruled when the bytes make much better sense otherwise.
 */
export function chooseCodec(bytes: Uint8Array, hints: DecodeHints): CodecChoice {
  const mark = byteOrderMark(bytes);
  if (mark) return markedCodec(bytes, mark);
  const [label = null, ...others] = labelsOf(bytes, hints);
  const codec = unmarkedCodec(bytes, label, others);
  const isWrong = label !== null && !agrees(label, codec) && (!isAscii(bytes) || codec.name.startsWith('utf-16'));
  return { codec, reasons: isWrong ? ['wrong-charset-label'] : [] };
}

/** A mark is believed unless what follows it makes no sense, as in files put together by programs that do not know of marks. */
function markedCodec(bytes: Uint8Array, { charset, length }: { readonly charset: string; readonly length: number }): CodecChoice {
  if (charset === 'utf-16le' || charset === 'utf-16be') return { codec: utf16(charset, length), reasons: [] };
  const marked = charset === 'utf-8' ? utf8(0) : codecFor(charset);
  const rest = bytes.subarray(length);
  if (marked && scoreOf(marked, tellingSample(rest, SAMPLE)) >= DOUBTFUL) return { codec: behindMark(marked, length), reasons: [] };
  const codec = unmarkedCodec(rest, marked, []);
  return { codec: behindMark(codec, length), reasons: marked?.name === codec.name ? [] : ['wrong-charset-label'] };
}

/** What HTTP says before what the markup says; labels that name no known encoding are none. */
function labelsOf(bytes: Uint8Array, { contentType, isHtml }: DecodeHints): Codec[] {
  const labels = [labelOfContentType(contentType), isHtml ? labelOfMarkup(bytes) : null];
  return labels.map((label) => (label === null ? null : codecFor(label))).filter((codec) => codec !== null);
}

/** A label of UTF-16 does not tell which byte order. */
const agrees = (label: Codec, codec: Codec): boolean =>
  label.name === codec.name || (label.name.startsWith('utf-16') && codec.name.startsWith('utf-16')) || /^(?:iso-2022|hz)/.test(codec.name);

function unmarkedCodec(bytes: Uint8Array, label: Codec | null, others: readonly Codec[]): Codec {
  const order = utf16Order(bytes);
  if (order) return utf16(order, 0);
  if (isAscii(bytes)) return escaped(bytes) ?? (label && !label.name.startsWith('utf-16') ? label : utf8(0));
  const isExpected = !label || label.name === 'utf-8';
  // Most captures are settled here, by the platform and without a sample.
  if (isExpected && isUtf8(bytes)) return utf8(0);
  const sample = tellingSample(bytes, SAMPLE);
  const isUnicode = isUtf8(sample);
  if (isUnicode && (isExpected || highBytes(sample) > BEYOND_CHANCE)) return utf8(0);
  if (label && !isLoose(label) && scoreOf(label, sample) >= CERTAIN) return label;
  const byPairs = pairsOnly(bytes);
  return mostPlausible(bytes, sample, { label, others: [...others, ...(byPairs ? [byPairs] : [])], isUnicode });
}

/** Any bytes are text in these, so that agreeing with them says little. */
const isLoose = ({ name }: Codec): boolean => /^(?:windows|iso|koi8|mac|x-mac|ibm|utf-16)/.test(name);

interface Candidates {
  readonly label: Codec | null;
  /** Further encodings that something speaks for. */
  readonly others: readonly Codec[];
  /** Whether the bytes are valid UTF-8. */
  readonly isUnicode: boolean;
}

/** The best reading of all that come into question. */
function mostPlausible(bytes: Uint8Array, sample: Uint8Array, { label, others, isUnicode }: Candidates): Codec {
  let best = utf8(0);
  let bestScore = -Infinity;
  const consider = (codec: Codec, trust: number): void => {
    const isPairs = codec.name.startsWith('utf-16');
    const score = scoreOf(codec, isPairs ? bytes : sample) + trust;
    if (score <= bestScore) return;
    best = codec;
    bestScore = score;
  };
  if (label) consider(label, label.name === 'windows-1252' ? TRUST.latin : TRUST.label);
  for (const codec of others) consider(codec, TRUST.markup);
  consider(utf8(0), isUnicode ? TRUST.utf8 : 0);
  for (const name of ['gb18030', 'big5']) consider(codecFor(name) ?? utf8(0), TRUST.chinese);
  detected(sample).forEach((codec, index) => {
    consider(codec, TRUST.detected - index * 0.1);
  });
  return best;
}

/** Encodings that the statistics of the bytes speak for, likeliest first. */
const detected = (sample: Uint8Array): Codec[] =>
  analyse(sample.subarray(0, SCORED))
    .map(({ name }) => codecFor(name))
    .filter((codec) => codec !== null)
    .filter(({ name }) => !name.startsWith('utf-16'));

/** How much the bytes look like language in an encoding; a character cut off by the end of the sample does not count. */
function scoreOf(codec: Codec, sample: Uint8Array): number {
  const text = codec.decode(sample.subarray(0, SCORED)).replace(/\ufffd$/, '');
  const isJapanese = codec.name === 'shift_jis' || codec.name === 'euc-jp';
  const score = plausibility(text, isJapanese || codec.name.startsWith('utf'));
  return isJapanese && !/[\u3041-\u30ff]/.test(text) ? score - WITHOUT_KANA : score;
}

/** UTF-16 without a mark, a blank or a Latin letter: Chinese throughout in one byte order, which other bytes never are. */
function pairsOnly(bytes: Uint8Array): Codec | null {
  if (bytes.length % 2 === 1) return null;
  const enough = bytes.length < 16 ? CERTAIN : PAIRS;
  return [utf16('utf-16le', 0), utf16('utf-16be', 0)].find((codec) => scoreOf(codec, bytes) >= enough) ?? null;
}

/** Shifts to pairs make sense only if the pairs are language; those of HZ are made of plain signs and must be so beyond doubt. */
function escaped(bytes: Uint8Array): Codec | null {
  const codec = escapedCodec(bytes, SAMPLE);
  const isPlain = codec?.name === 'hz-gb-2312';
  return codec && plausibility(codec.decode(bytes.subarray(0, SCORED)), true) > (isPlain ? 0.5 : DOUBTFUL) ? codec : null;
}

function highBytes(sample: Uint8Array): number {
  let high = 0;
  for (let at = 0; at < sample.length; at += 1) if ((sample[at] ?? 0) >= 0x80) high += 1;
  return high;
}
