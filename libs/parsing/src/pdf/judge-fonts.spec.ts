import { isGarbage } from './judge-fonts.js';

const numbered = (step: number, from: number, count = 60): string =>
  Array.from({ length: count }, (_, at) => String.fromCodePoint(from + ((at * at * step) % 20_000))).join('');

describe('fonts that cannot be read', () => {
  it.each([
    ['private characters', '\ue001\ue002\ue003\ue004'.repeat(10)],
    ['glyph numbers spread over the scripts', numbered(7919, 3)],
    ['glyph numbers among the ideographs', numbered(7919, 0x4e00)],
    ['glyphs numbered from the signs of ASCII on', '!"#$%&\'()*+,-./0123456789:;<=>?@!"#$%&'],
    ['replacement characters', '\ufffd'.repeat(30)],
  ])('are known by %s', (_name, text) => {
    expect(isGarbage(text)).toBe(true);
  });

  it.each([
    ['Han text', '过去的一年，是青禾河整治全面完成的一年。全市上下把群众的小事当作自己的大事来办。'],
    ['traditional text', '過去的一年，是青禾河整治全面完成的一年。全市上下把羣眾的小事當作自己的大事來辦。'],
    ['classical text', '子曰學而時習之不亦說乎有朋自遠方來不亦樂乎人不知而不慍不亦君子乎'],
    ['English', 'Ladies and gentlemen, this bridge was built by the people of two towns (in 1998).'],
    ['Russian', 'Дамы и господа, этот мост построили жители двух городов.'],
    ['Japanese', '昨年は川の整備が全部終わりました。みなさんのおかげです。'],
    ['figures', '12.5 130 45,000 7.8 2021 2022 2023 12.5 130 45,000 7.8'],
    ['a language course', '你好 hello привет こんにちは 谢谢 thanks спасибо ありがとう 再见'],
  ])('are not %s', (_name, text) => {
    expect(isGarbage(text)).toBe(false);
  });
});
