import { languageOf } from './script-language.js';

const chinese = '镇上的桥去年春天重新修好，孩子们又能走着去上学。'.repeat(4);
const japanese = 'この町の橋は去年の春に直されて、子どもたちはまた歩いて学校へ行けるようになりました。'.repeat(3);

describe('the language of a page', () => {
  it('is what the markup says where the script allows it', () => {
    expect(languageOf('zh-TW', chinese)).toBe('zh-TW');
    expect(languageOf('de', 'Die Brücke im Dorf ist wieder offen. '.repeat(4))).toBe('de');
  });

  it('is told by a script of one language where the markup says nothing or keeps the language of a template', () => {
    expect(languageOf(null, chinese)).toBe('zh');
    expect(languageOf('en', chinese)).toBe('zh');
    expect(languageOf('en-US', japanese)).toBe('ja');
    expect(languageOf(null, '다리는 지난해 봄에 다시 고쳐져서 아이들이 걸어서 학교에 갑니다. '.repeat(3))).toBe('ko');
  });

  it('is not guessed from a script of many languages or from a few letters', () => {
    expect(languageOf(null, 'The bridge in the village is open again. '.repeat(4))).toBeNull();
    expect(languageOf('en', '桥')).toBe('en');
  });
});
