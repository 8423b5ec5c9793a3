import { readTitle } from './title-about.js';

describe('a title in words with capitals', () => {
  it.each([
    ['Remarks by Minister Ada Lund at the Opening of the Harbour', 'Minister Ada Lund', 'Opening of the Harbour'],
    ['Remarks by President Oakes on Ferries', 'President Oakes', null],
    ['Opening statement by Commissioner Marchetti, Lowmere', 'Commissioner Marchetti', null],
    ["Prime Minister's speech at the Lighthouse Conference: 5 May 2021", 'Prime Minister', 'Lighthouse Conference'],
    ['Speech at the Harbour Day', null, 'Harbour Day'],
    [
      'Rede von Bundeskanzlerin Ute Barlach zum Tag des Deiches am 3. Oktober 2021 in Moorburg',
      'Bundeskanzlerin Ute Barlach',
      'Tag des Deiches',
    ],
    ['Neujahrsansprache des Ministerpräsidenten Enno Tiarks', 'Ministerpräsidenten Enno Tiarks', null],
    ['Discours de M. Bastien Orme, ministre de la mer, lors des Assises du Littoral', 'M. Bastien Orme', 'Assises du Littoral'],
    ['Discurso del presidente del Gobierno, Pedro Vale, en la Feria del Mar', null, 'Feria del Mar'],
    ['Выступление Президента Алексея Волкова на Форуме портов', 'Президента Алексея Волкова', 'Форуме портов'],
  ])('%s', (title, speaker, occasion) => expect(readTitle(title)).toEqual({ speaker, occasion }));

  it.each([
    'Statement of Principles',
    'Speech recognition at work',
    'Remarks on the economy',
    'Harbour news',
    'A speech by any other name',
  ])('says nothing where it names nobody: %s', (title) => expect(readTitle(title)).toEqual({ speaker: null, occasion: null }));
});
