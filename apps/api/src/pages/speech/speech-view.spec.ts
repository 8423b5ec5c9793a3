import { parseHTML } from 'linkedom';
import type { Heading } from '#domain';
import { aSpeech } from '../../testing/a-speech.js';
import { viewOf } from '../view.js';
import { placeNothing } from './places.js';
import { type SpeechModel, speechPage } from './speech-view.js';

const view = viewOf({ url: '/speeches/1', headers: { 'accept-language': 'en' } });

const pageOf = (speech: SpeechModel['speech']) =>
  speechPage(view, {
    speech,
    siblings: [speech],
    removals: [],
    gaps: [],
    placeIn: placeNothing,
    show: 'text',
    source: null,
    query: null,
    marks: [],
  });

/** A speech of `n` headings, as many under the first as there are beside it. */
function monster(n: number, onLook: () => void = () => undefined): SpeechModel['speech'] {
  const speech = aSpeech(Array.from({ length: n }, (_, index) => `heading${index === 0 || index > n / 2 ? 1 : 2}:第${index}件事`));
  const outline = speech.outline.map(
    (heading): Heading => ({
      ...heading,
      get parent() {
        onLook();
        return heading.parent;
      },
    }),
  );
  return { ...speech, outline };
}

describe('the reading view', () => {
  it('looks at each heading a few times, however many there are', () => {
    const looksAt = (n: number) => {
      let looks = 0;
      const speech = monster(n, () => {
        looks += 1;
      });
      pageOf(speech);
      return looks;
    };
    expect(looksAt(400) / looksAt(200)).toBeLessThan(2.5);
    expect(looksAt(6_000)).toBeLessThan(3 * 6_000);
  });

  it('lists the first headings of an outline without end, says how many more there are and where', () => {
    const speech = monster(2_000);
    const { document } = parseHTML(pageOf(speech));
    const links = [...document.querySelectorAll('.outline li a')];
    expect(links).toHaveLength(500);
    for (const link of links) expect(document.getElementById(link.getAttribute('href')?.slice(1) ?? '')).not.toBeNull();
    expect(document.querySelector('.outline .note')?.textContent).toContain('1,500 more headings');
    expect(document.querySelector('.outline .note a')?.getAttribute('href')).toBe(`/api/v1/speeches/${speech.id}`);
    expect(document.querySelector('.text')?.textContent).toContain('第1999件事');
  });

  it('nests what stands under a heading', () => {
    const { document } = parseHTML(pageOf(aSpeech(['heading1:一', 'heading2:甲', 'heading2:乙', 'heading1:二'])));
    expect([...document.querySelectorAll('.outline ol ol a')].map(({ textContent }) => textContent)).toEqual(['甲', '乙']);
    expect(document.querySelector('.outline .note')).toBeNull();
  });
});
