import { Unprocessable } from '#domain';
import { chooseCodec, type DecodeHints } from './choose-codec.js';
import { isDoubleEncoded } from './double-encoding.js';
import { SourceText } from './source-text.js';

/**
 * Decodes a capture, whole, so that every character keeps its bytes. The encoding comes from the byte order mark, then from the bytes when
 * they are UTF-8 beyond doubt, then from the labels (HTTP before markup), then from detection. A label that the bytes contradict gives the
 * reason `wrong-charset-label`, a text that was in a wrong encoding before it was written `double-encoded`. Throws Unprocessable
 * `empty-body` or `binary-body`.
 */
export function decodeSource(bytes: Uint8Array, hints: DecodeHints): SourceText {
  if (bytes.length === 0) throw emptyBody();
  const { codec, reasons } = chooseCodec(bytes, hints);
  const text = codec.decode(bytes);
  if (codec.name.startsWith('utf-16')) refuseNul(text);
  else if (!codec.name.startsWith('iso-2022') && CONTROL.test(text.slice(0, SAMPLE))) refuseBinary(bytes);
  const source = new SourceText(text, codec.name, isDoubleEncoded(text) ? [...reasons, 'double-encoded'] : reasons, bytes, codec);
  if (source.text.trim() === '') throw emptyBody();
  if (source.undecodable.length * 5 > source.text.length) throw binaryBody();
  return source;
}

/** How much of a capture tells whether it is text, in bytes. */
const SAMPLE = 256 * 1024;

/** Control characters, white space aside. They are bytes of their own in all encodings read here, so that a text without them needs no count. */
const CONTROL = /[^\P{Cc}\s]/u;

/** More than one in fifty bytes is not text. */
function refuseBinary(bytes: Uint8Array): void {
  const sample = bytes.subarray(0, SAMPLE);
  let controls = 0;
  for (let at = 0; at < sample.length; at += 1) if (isControl(sample[at] ?? 0)) controls += 1;
  if (controls * 50 > sample.length) throw binaryBody();
}

/** NUL among pairs of bytes is no text: pictures, programs, UTF-32. */
function refuseNul(text: string): void {
  if (text.slice(0, 1000).split('\0').length > 20 || /^\0/.test(text)) throw binaryBody();
}

const isControl = (byte: number): boolean => byte < 9 || (byte > 13 && byte < 32 && byte !== 27) || byte === 127;

const emptyBody = (): Unprocessable =>
  new Unprocessable('empty-body', 'The capture holds no text. Send the page or file itself, not an empty body.');

const binaryBody = (): Unprocessable =>
  new Unprocessable(
    'binary-body',
    'The capture is not text in any known encoding. Send HTML or plain text, or say which format the file has.',
  );
