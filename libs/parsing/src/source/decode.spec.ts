import fc from 'fast-check';
import iconv from 'iconv-lite';
import { codecFor } from './codecs.js';
import { stepBytes, stepUnits } from './codec.js';
import { decodeSource } from './decode.js';
import { utf8 } from './utf8.js';

const plain = { contentType: null, isHtml: false };
const sentence = '同志们：青禾市三季度的工作，在大家的努力下有了新的进展，这是我们一起干出来的。';
const traditional = '各位同仁：這是我們在會議上的發言，人人都要為國家的工作出力。喺呢度嘅人。';

const bytesOf = (text: string, charset: string): Uint8Array => new Uint8Array(iconv.encode(text, charset));

describe('decoding a capture', () => {
  it.each(['utf-8', 'gb18030', 'utf-16le', 'utf-16be'])('knows the bytes of each character in %s', (charset) => {
    const text = `${sentence.repeat(9)}\r\nAbc 12 𠀀字\n`;
    const bytes = bytesOf(text, charset);
    const source = decodeSource(bytes, { contentType: `text/plain; charset=${charset}`, isHtml: false });
    expect(source.text).toBe(text);
    for (let at = 0; at < text.length; at += 1) {
      const code = text.codePointAt(at) ?? 0;
      if (code >= 0xdc00 && code < 0xe000) continue;
      const character = String.fromCodePoint(code);
      const [range] = source.rangesOf(at, at + character.length);
      expect(iconv.decode(Buffer.from(bytes.subarray(...(range ?? [0, 0]))), charset)).toBe(character);
    }
  });

  it('reads Hong Kong characters in Big5', () => {
    const source = decodeSource(bytesOf(traditional, 'big5-hkscs'), { contentType: 'text/plain; charset=big5-hkscs', isHtml: false });
    expect(source.text).toBe(traditional);
    expect(source.charset).toBe('big5');
  });

  it.each([
    ['gb18030', sentence],
    ['big5', traditional.replace(/喺.*/, '')],
    ['utf-16le', `${sentence}\n`],
    ['utf-8', sentence],
  ])('detects %s without a label', (charset, text) => {
    const source = decodeSource(bytesOf(text.repeat(3), charset), plain);
    expect([source.charset, source.text, source.reasons]).toEqual([charset, text.repeat(3), []]);
  });

  it.each([
    ['gbk', 'utf-8'],
    ['utf-8', 'gb18030'],
    ['gb2312', 'big5'],
    ['windows-1252', 'utf-8'],
    ['big5', 'gb18030'],
  ])('overrules the label %s on bytes in %s', (label, charset) => {
    const text = (charset === 'big5' ? traditional.replace(/喺.*/, '') : sentence).repeat(5);
    const source = decodeSource(bytesOf(text, charset), { contentType: `text/html; charset=${label}`, isHtml: true });
    expect([source.text, source.charset, source.reasons]).toEqual([text, charset, ['wrong-charset-label']]);
  });

  it('takes GBK and GB2312 as names of GB18030', () => {
    const source = decodeSource(bytesOf(sentence, 'gbk'), { contentType: 'text/html; charset=GB2312', isHtml: true });
    expect([source.charset, source.reasons]).toEqual(['gb18030', []]);
  });

  it('reads the encoding a page names in its markup', () => {
    const bytes = bytesOf(`<html><head><meta http-equiv="Content-Type" content="text/html; charset=gbk"></head>${sentence}`, 'gbk');
    expect(decodeSource(bytes, { contentType: 'text/html', isHtml: true }).text).toContain(sentence);
  });

  it('keeps UTF-8 with a few broken bytes and says where they are', () => {
    const bytes = bytesOf(sentence.repeat(4), 'utf-8');
    bytes[30] = 0xff;
    const source = decodeSource(bytes, plain);
    expect(source.charset).toBe('utf-8');
    expect(source.undecodable.length).toBeGreaterThan(0);
    expect(source.undecodable.every((at) => source.text[at] === '\ufffd')).toBe(true);
  });

  it('does not count a byte order mark as text', () => {
    const source = decodeSource(new Uint8Array([0xef, 0xbb, 0xbf, ...bytesOf(sentence, 'utf-8')]), plain);
    expect(source.text).toBe(sentence);
    expect(source.rangesOf(0, 1)).toEqual([[3, 6]]);
  });

  it.each([
    ['empty-body', new Uint8Array()],
    ['empty-body', bytesOf(' \n\t　', 'utf-8')],
    ['binary-body', Uint8Array.from({ length: 500 }, (_, at) => (at * 37) % 256)],
  ])('refuses with %s', (code, bytes) => {
    expect(() => decodeSource(bytes, plain)).toThrow(expect.objectContaining({ code }));
  });
});

describe('walking an encoding', () => {
  it.each(['gb18030', 'big5', 'shift_jis', 'euc-jp', 'euc-kr', 'utf-8', 'utf-16le', 'utf-16be'])(
    'takes each byte of %s once and gives as many units as decoding does, whatever the bytes',
    (name) => {
      const codec = codecFor(name) ?? utf8(0);
      fc.assert(
        fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => {
          let units = 0;
          let at = 0;
          while (at < bytes.length) {
            units += stepUnits(codec.read(bytes, at));
            at += stepBytes(codec.read(bytes, at));
          }
          expect([at, units]).toEqual([bytes.length, codec.decode(bytes).length]);
        }),
        { numRuns: 2000, seed: 7 },
      );
    },
  );

  it.each(['gb18030', 'shift_jis', 'euc-kr'])('decodes valid %s as the platform does', (name) => {
    const codec = codecFor(name) ?? utf8(0);
    const text = name === 'gb18030' ? `${sentence}𠀀€㐀` : name === 'euc-kr' ? '안녕하세요' : 'こんにちはｱｲｳ';
    const bytes = bytesOf(text, name);
    expect(codec.decode(bytes)).toBe(text);
    expect(codec.decode(bytes)).toBe(new TextDecoder(name).decode(bytes));
  });
});
