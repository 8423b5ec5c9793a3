import { flatten } from './family-page.js';
import { generatePage } from './generate-pages.js';

const pages = (seed: number, count: number, characters = 2_000) =>
  Array.from({ length: count }, (_, number) => generatePage({ seed, number, characters }));

describe('generatePage', () => {
  it('gives the same page for the same seed and number, whatever was generated before', () => {
    const again = generatePage({ seed: 7, number: 3, characters: 2_000 });
    expect(again).toEqual(pages(7, 4)[3]);
    expect(generatePage({ seed: 8, number: 3, characters: 2_000 }).speech).not.toBe(again.speech);
  });

  it('makes no two pages alike', () => {
    const all = pages(1, 300);
    expect(new Set(all.map(({ page }) => page)).size).toBe(300);
    const lines = all.flatMap(({ speech }) => speech.split('\n').slice(2));
    expect(new Set(lines).size / lines.length).toBeGreaterThan(0.999);
  });

  it('gives each page a phrase that no other page has', () => {
    const all = pages(2, 120);
    for (const { phrase } of all) expect(all.filter(({ speech }) => speech.includes(phrase))).toHaveLength(1);
  });

  it.each([500, 2_000, 8_000, 40_000])('keeps to a length of %d characters', (characters) => {
    for (const { speech } of pages(3, 5, characters)) {
      expect(speech.length).toBeGreaterThanOrEqual(characters);
      expect(speech.length).toBeLessThan(characters + 600);
    }
  });

  it('prints the speech in slices of 300 that join to it again', () => {
    for (const { page, speech } of pages(4, 20)) {
      const body = page.slice(page.indexOf('\n1、') + 1).split('\n');
      const slices = body.map((line, index) => line.slice(`${index + 1}、`.length));
      expect(slices.slice(0, -1).every(({ length }) => length === 300)).toBe(true);
      expect(slices.join('')).toBe(flatten(speech));
    }
  });
});
