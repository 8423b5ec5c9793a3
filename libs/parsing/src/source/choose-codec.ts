import { analyse } from 'chardet';
import { byteOrderMark, labelOfContentType, labelOfMarkup } from './charset-label.js';
import { type Codec, stepBytes, stepFailed } from './codec.js';
import { codecFor } from './codecs.js';
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

/** How much of a capture is looked at, in bytes. */
const SAMPLE = 64 * 1024;

/** Broken sequences among the bytes beyond ASCII that damage explains; more mean another encoding. */
const DAMAGE = 0.02;

/** The encoding of a capture: byte order mark, UTF-8 beyond doubt, label, detection, in this order; a label that cannot be right is overruled. */
export function chooseCodec(bytes: Uint8Array, hints: DecodeHints): CodecChoice {
  const mark = byteOrderMark(bytes);
  if (mark?.charset === 'utf-8') return { codec: utf8(mark.length), reasons: [] };
  if (mark) return { codec: utf16(mark.charset === 'utf-16be' ? 'utf-16be' : 'utf-16le', mark.length), reasons: [] };
  const labelled = labelledCodec(bytes, hints);
  const sample = bytes.subarray(0, SAMPLE);
  const codec = unmarkedCodec(sample, labelled);
  return { codec, reasons: labelled && labelled.name !== codec.name && !isAscii(sample) ? ['wrong-charset-label'] : [] };
}

function labelledCodec(bytes: Uint8Array, { contentType, isHtml }: DecodeHints): Codec | null {
  const label = labelOfContentType(contentType) ?? (isHtml ? labelOfMarkup(bytes) : null);
  return label === null ? null : codecFor(label);
}

function unmarkedCodec(sample: Uint8Array, labelled: Codec | null): Codec {
  const order = utf16Order(sample);
  if (order) return utf16(order, 0);
  const high = highBytes(sample);
  // Detection is slow: it is not asked where nothing speaks against the label.
  if (high === 0) return labelled ?? utf8(0);
  if (isUtf8(sample) && (!labelled || labelled.name === 'utf-8' || high > 8)) return utf8(0);
  const detected = detect(sample);
  const fitting = [...(labelled ? [labelled] : []), utf8(0), ...detected].filter((codec) => damageOf(codec, sample) <= DAMAGE);
  const [first, ...others] = fitting;
  if (!first) return labelled ?? detected[0] ?? utf8(0);
  return others.find((other) => readsMuchBetter(other, first, sample)) ?? first;
}

/** Encodings that the statistics of the bytes speak for, likeliest first; the Chinese ones always have a say. */
function detect(sample: Uint8Array): Codec[] {
  const names = [...analyse(sample).map(({ name }) => name), 'gb18030', 'big5'];
  return names
    .map(codecFor)
    .filter((codec) => codec !== null)
    .filter((codec) => !codec.name.startsWith('utf-16'));
}

/** Share of broken sequences among the bytes beyond ASCII. */
function damageOf(codec: Codec, sample: Uint8Array): number {
  let failures = 0;
  for (let at = codec.bom; at < sample.length - 4; ) {
    const taken = codec.read(sample, at);
    if (stepFailed(taken)) failures += 1;
    at += stepBytes(taken);
  }
  return failures / Math.max(1, highBytes(sample));
}

/** Chinese bytes read in a neighbouring encoding give Chinese characters too, but never the usual ones. */
function readsMuchBetter(codec: Codec, than: Codec, sample: Uint8Array): boolean {
  if (codec.name === than.name || /^(windows|iso)/.test(codec.name)) return false;
  const usual = usualShare(codec, sample);
  return usual > 0.05 && usual > 5 * usualShare(than, sample);
}

/** Share of a few characters that make up a tenth of any Chinese text, in either script, among those beyond ASCII. */
function usualShare(codec: Codec, sample: Uint8Array): number {
  const text = codec.decode(sample.subarray(0, 16 * 1024)).replace(/[\0-\x7f]+/g, '');
  return text.length === 0
    ? 0
    : (text.match(/[的一是不了在有和人我大中国國会會要工作发發为為这這上们們，。、]/g)?.length ?? 0) / text.length;
}

function highBytes(sample: Uint8Array): number {
  let high = 0;
  for (let at = 0; at < sample.length; at += 1) if ((sample[at] ?? 0) >= 0x80) high += 1;
  return high;
}

const isAscii = (sample: Uint8Array): boolean => highBytes(sample) === 0;
