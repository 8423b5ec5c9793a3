import { headingPathAt } from '#domain';
import { SearchedSpeech } from '../matching/searched-speech.js';
import type { QueryNode } from '../query/query-node.js';
import type { Highlight, SearchEntry, SpeechHit } from '../search-index.js';
import { marksOf } from './marks.js';
import { bestPassages } from './passages.js';

const TEXT_PASSAGES = 3;

/**
 * Why a speech was found: the title when it answers, the best three passages of the text, and the headings above the first match in the
 * text. Pure; the same for every engine. Offsets are true in title and text, in UTF-16 units. Without a query there is nothing to show.
 */
export function highlights(entry: SearchEntry, query: QueryNode | null): Pick<SpeechHit, 'highlights' | 'headingPath'> {
  if (query === null) return { highlights: [], headingPath: [] };
  const marks = marksOf(new SearchedSpeech(entry), query);
  const [first] = marks.text;
  return {
    highlights: [
      ...bestPassages('title', entry.title, marks.title, 1),
      ...bestPassages('text', entry.text, marks.text, TEXT_PASSAGES),
    ] satisfies Highlight[],
    headingPath: first ? headingPathAt(entry.outline, first.from) : [],
  };
}
