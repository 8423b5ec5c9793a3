import fc from 'fast-check';
import iconv from 'iconv-lite';
import { codecFor } from './codecs.js';
import { decodeSource } from './decode.js';
import { SourceText } from './source-text.js';

const chinese = '同志们：青禾市三季度的工作，在大家的努力下有了新的进展，这是我们一起干出来的。';
const traditional = '各位同仁：這是我們在會議上的發言，人人都要為國家的工作出力。';
const japanese = '皆さん、こんにちは。本日は市の式典にお集まりいただき、誠にありがとうございます。';
const korean = '여러분 안녕하십니까. 오늘 우리 시의 행사에 참석해 주셔서 감사합니다.';
const russian = 'Уважаемые товарищи! Сегодня мы собрались здесь, чтобы подвести итоги работы.';
const french = 'Mesdames et messieurs, l’été a été très chaud — nous célébrons la fête du café.';

const bytesOf = (text: string, charset: string): Uint8Array => new Uint8Array(iconv.encode(text, charset));
const html = (charset: string) => ({ contentType: `text/html; charset=${charset}`, isHtml: true });
const unlabelled = { contentType: null, isHtml: true };

/** A page of markup and English with one line in another script. */
const mostlyAscii = (line: string, label = ''): string =>
  `<html><head>${label}<title>${line}</title></head><body>${'<p class="a">Nothing but plain words here.</p>\n'.repeat(3000)}</body></html>`;

describe('choosing a charset', () => {
  it.each([
    ['GB_2312', 'gbk', `镕喆堃${chinese}`, 'gb18030'],
    ['x-gbk', 'gbk', chinese, 'gb18030'],
    ['cp936', 'gbk', chinese, 'gb18030'],
    ['utf8', 'utf-8', chinese, 'utf-8'],
    ['Big5_HKSCS', 'big5-hkscs', `${traditional}喺呢度嘅人`, 'big5'],
    ['cp950', 'big5', traditional, 'big5'],
    ['x-sjis', 'shift_jis', japanese, 'shift_jis'],
    ['cp932', 'shift_jis', japanese, 'shift_jis'],
    ['x-euc-jp', 'euc-jp', japanese, 'euc-jp'],
    ['ks_c_5601-1987', 'euc-kr', korean, 'euc-kr'],
    ['cp949', 'cp949', `${korean}뷁`, 'euc-kr'],
    ['cp1251', 'windows-1251', russian, 'windows-1251'],
    ['koi8-r', 'koi8-r', russian, 'koi8-r'],
    ['iso-8859-1', 'windows-1252', french, 'windows-1252'],
    ['utf-16', 'utf-16be', chinese, 'utf-16be'],
  ])('believes the label %s', (label, charset, text, name) => {
    const source = decodeSource(bytesOf(text, charset), html(label));
    expect([source.text, source.charset, source.reasons]).toEqual([text, name, []]);
  });

  it.each([
    ['iso-8859-1', 'gbk', '青禾市工作总结', 'gb18030'],
    ['utf-8', 'gbk', '总结', 'gb18030'],
    ['gbk', 'utf-8', '总结', 'utf-8'],
    ['utf-16', 'utf-8', 'Nothing but plain words, and 青禾市。', 'utf-8'],
    ['big5', 'gbk', chinese, 'gb18030'],
    ['euc-kr', 'gbk', chinese, 'gb18030'],
    ['windows-1251', 'gbk', chinese, 'gb18030'],
    ['gb2312', 'shift_jis', japanese, 'shift_jis'],
  ])('overrules the label %s on %s', (label, charset, text, name) => {
    const source = decodeSource(bytesOf(text, charset), html(label));
    expect([source.text, source.charset, source.reasons]).toEqual([text, name, ['wrong-charset-label']]);
  });

  it.each([
    ['gbk', '青禾市工作总结', 'gb18030'],
    ['gbk', '总结', 'gb18030'],
    ['big5', '臺北市長致詞稿', 'big5'],
    ['utf-16le', '青禾市工作总结', 'utf-16le'],
    ['shift_jis', japanese, 'shift_jis'],
    ['euc-jp', japanese, 'euc-jp'],
    ['euc-kr', korean, 'euc-kr'],
    ['windows-1251', russian, 'windows-1251'],
    ['koi8-r', russian, 'koi8-r'],
    ['windows-1252', french, 'windows-1252'],
  ])('detects short text in %s', (charset, text, name) => {
    const source = decodeSource(bytesOf(text, charset), unlabelled);
    expect([source.text, source.charset]).toEqual([text, name]);
  });

  it('sees the one Chinese line of a long page of ASCII, wherever it stands', () => {
    for (const text of [mostlyAscii('青禾市'), `${mostlyAscii('')}总结`, mostlyAscii('青禾市', '<meta charset=utf-8>')]) {
      expect(decodeSource(bytesOf(text, 'gbk'), unlabelled).text).toBe(text);
    }
  });

  it('looks to the markup when HTTP is wrong', () => {
    const text = `<meta charset="koi8-r">${russian}`;
    const source = decodeSource(bytesOf(text, 'koi8-r'), html('gb2312'));
    expect([source.text, source.reasons]).toEqual([text, ['wrong-charset-label']]);
  });

  it('does not believe a mark of UTF-8 before bytes that are not', () => {
    const source = decodeSource(new Uint8Array([0xef, 0xbb, 0xbf, ...bytesOf(chinese, 'gbk')]), unlabelled);
    expect([source.text, source.charset, source.rangesOf(0, 1)]).toEqual([chinese, 'gb18030', [[3, 5]]]);
    expect(source.reasons).toEqual(['wrong-charset-label']);
  });

  it('takes the mark of GB18030 for a mark', () => {
    const source = decodeSource(new Uint8Array([0x84, 0x31, 0x95, 0x33, ...bytesOf(chinese, 'gbk')]), unlabelled);
    expect([source.text, source.rangesOf(0, 1)]).toEqual([chinese, [[4, 6]]]);
  });

  it('refuses UTF-32, whose NULs are no text', () => {
    const bytes = new Uint8Array([0xff, 0xfe, 0, 0, ...[...'Hello'].flatMap((sign) => [sign.charCodeAt(0), 0, 0, 0])]);
    expect(() => decodeSource(bytes, unlabelled)).toThrow(expect.objectContaining({ code: 'binary-body' }));
  });
});

describe('lost characters', () => {
  it.each(['gbk', 'utf-8', 'big5', 'shift_jis', 'euc-kr'])('says that the last character of %s is cut', (charset) => {
    const text = charset === 'big5' ? traditional : charset === 'shift_jis' ? japanese : charset === 'euc-kr' ? '감사합니다' : chinese;
    const bytes = bytesOf(text, charset).subarray(0, -1);
    const source = decodeSource(bytes, html(charset));
    expect(source.undecodable).toEqual([text.length - 1]);
    expect(source.rangesOf(text.length - 1, text.length).at(-1)?.[1]).toBe(bytes.length);
  });

  it('says where whoever wrote the capture had lost characters', () => {
    const source = decodeSource(bytesOf(`青禾\ufffd市\r\n${chinese}`, 'utf-8'), unlabelled);
    expect(source.undecodable).toEqual([2]);
  });

  it('says that undefined bytes of single-byte encodings are lost', () => {
    const greek = bytesOf('Κυρίες και κύριοι, καλημέρα σας. Είμαστε εδώ', 'windows-1253');
    expect(decodeSource(new Uint8Array([...greek, 0xd2, ...greek]), html('windows-1253')).undecodable).toEqual([greek.length]);
  });

  it.each([
    ['utf-8', 'windows-1252'],
    ['utf-8', 'gb18030'],
    ['gb18030', 'latin1'],
  ])('reports text that was in %s, read as %s and written again', (written, read) => {
    const bytes = bytesOf(iconv.decode(Buffer.from(bytesOf(chinese, written)), read), 'utf-8');
    expect(decodeSource(bytes, unlabelled).reasons).toEqual(['double-encoded']);
  });

  it.each([chinese, traditional, japanese, korean, russian, french, '魑魅魍魉，饕餮之徒。', '«Ça»'])('takes %s for what it is', (text) => {
    expect(decodeSource(bytesOf(text, 'utf-8'), unlabelled).reasons).toEqual([]);
  });
});

describe('encodings that shift', () => {
  it.each([
    ['hz-gb-2312', 'Minutes: ~{<:Ky2;S{#,NpJ)SZHK!#~} End', 'Minutes: 己所不欲，勿施于人。 End'],
    ['iso-2022-jp', '\x1b$B$3$s$K$A$O\x1b(B abc', 'こんにちは abc'],
    ['iso-2022-kr', '\x1b$)C\x0e>H3g\x0f abc', '안녕 abc'],
  ])('reads %s, with label or without', (label, printed, text) => {
    const bytes = Buffer.from(printed, 'latin1');
    for (const hints of [html(label), unlabelled]) {
      const source = decodeSource(bytes, hints);
      expect([source.text, source.charset, source.reasons]).toEqual([text, label, []]);
    }
  });

  it('knows the bytes of each character and drops none', () => {
    const bytes = Buffer.from('ab ~{<:Ky~} cd ~{NpJ)~}', 'latin1');
    const source = decodeSource(bytes, unlabelled);
    const at = source.text.indexOf('所');
    expect(source.rangesOf(at, at + 1)).toEqual([[7, 9]]);
    expect(source.rangesOf(0, source.text.length)).toEqual([[0, bytes.length]]);
  });

  it('leaves ASCII that only looks like shifts', () => {
    for (const text of ['The macro ~{ab~} and ~{x~}', 'A price of $B and (B'])
      expect(decodeSource(bytesOf(text, 'utf-8'), unlabelled).text).toBe(text);
  });
});

describe('the bytes of a character', () => {
  const repertoires: readonly (readonly [charset: string, characters: string])[] = [
    ['gb18030', `aZ9 ${chinese}镕㐀𠀀😀€é`],
    ['big5', `aZ9 ${traditional}碁`],
    ['shift_jis', `aZ9 ${japanese}ｱｲ`],
    ['euc-jp', `aZ9 ${japanese}丂`],
    ['euc-kr', `aZ9 ${korean}뷁`],
    ['utf-8', `aZ9 ${chinese}😀é`],
    ['utf-16le', `aZ9 ${chinese}😀é`],
    ['utf-16be', `aZ9 ${chinese}😀é`],
    ['windows-1251', `aZ9 ${russian}`],
    ['windows-1252', `aZ9 ${french}`],
    ['koi8-r', `aZ9 ${russian}`],
    ['iso-8859-2', 'aZ9 Łódź ąę'],
  ];

  it.each(repertoires)('decode to it again in %s', (charset, characters) => {
    const codec = codecFor(charset);
    if (!codec) throw new Error(`no codec for ${charset}`);
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...characters), { minLength: 1, maxLength: 400, size: 'max' }), (random) => {
        const signs = [...random, ...characters];
        const text = signs.join('');
        const bytes = bytesOf(text, charset);
        expect(codec.decode(bytes)).toBe(text);
        const source = new SourceText(text, charset, [], bytes, codec);
        let at = 0;
        for (const sign of signs) {
          const [[from, to] = [0, 0]] = source.rangesOf(at, at + sign.length);
          expect(codec.decode(bytes.subarray(from, to))).toBe(sign);
          at += sign.length;
        }
      }),
      { numRuns: 4, seed: 11 },
    );
  });
});
