import { aDescription } from '#blobs/testing';
import { type DescriptionName, descriptionName, fingerprintOf, nextDescriptionName, withoutDoubles } from './description-names.js';

const noon = new Date('2024-05-06T12:00:00.000Z');
const next = (kept: readonly DescriptionName[], source: string, now = noon) =>
  nextDescriptionName(kept, fingerprintOf(aDescription({ source })), now);

describe('names of descriptions', () => {
  it('tell when they came and are read again', () => {
    const name = next([], 'push');
    expect(name.name).toMatch(/^20240506T120000000Z-[0-9a-f]{32}\.json$/);
    expect(descriptionName(name.name)).toEqual(name);
  });

  it('stand after those that are there, however the clock goes', () => {
    const first = next([], 'a');
    const second = next([first], 'b', new Date('1999-01-01T00:00:00Z'));
    const third = next([first, second], 'c');
    expect([third, first, second].map(({ name }) => name).sort()).toEqual([first, second, third].map(({ name }) => name));
  });

  it('are no names of other objects', () => {
    for (const other of ['', 'readme.json', '20241399T250000000Z-'.concat('a'.repeat(32), '.json')])
      expect(descriptionName(other)).toBeNull();
  });

  it('count once for the same description, the first', () => {
    const first = next([], 'a');
    const other = next([first], 'b');
    const again = next([first, other], 'a');
    expect(withoutDoubles([first, other, again])).toEqual([first, other]);
  });
});
