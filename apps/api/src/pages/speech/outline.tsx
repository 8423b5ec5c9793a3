import type { Heading } from '#domain';
import { numberText } from '../format.js';
import type { View } from '../view.js';

/** A reader scans no more; the rest is in the JSON of the speech. */
const MOST_HEADINGS = 500;

/** The part of an outline that the page shows: the first headings in the order of the text, each after the one that encloses it. */
export const shownOutline = (outline: readonly Heading[]): readonly Heading[] => outline.slice(0, MOST_HEADINGS);

interface OutlineProps {
  readonly view: View;
  readonly speech: { readonly id: string; readonly outline: readonly Heading[] };
}

/** The outline beside the text; folded away where the window is narrow. */
export function Outline({ view, speech: { id, outline } }: OutlineProps) {
  if (outline.length === 0) return null;
  const { speech: words } = view.words;
  const shown = shownOutline(outline);
  const more = outline.length - shown.length;
  return (
    <nav class="outline" aria-label={words.outline}>
      <details open>
        <summary>{words.outline}</summary>
        <Level under={byParent(shown)} parent={null} />
        {more > 0 ? (
          <p class="note">
            {words.moreHeadings(numberText(view, more))} <a href={`/api/v1/speeches/${id}`}>{words.wholeOutline}</a>
          </p>
        ) : null}
      </details>
    </nav>
  );
}

interface Entry {
  readonly heading: Heading;
  readonly index: number;
}

type Entries = ReadonlyMap<number | null, readonly Entry[]>;

/** Grouped once for the whole outline: a hostile page has tens of thousands of headings. */
const byParent = (outline: readonly Heading[]): Entries =>
  Map.groupBy(
    outline.map((heading, index) => ({ heading, index })),
    ({ heading }) => heading.parent,
  );

function Level({ under, parent }: { under: Entries; parent: number | null }) {
  const entries = under.get(parent);
  if (!entries) return null;
  return (
    <ol lang="zh-CN">
      {entries.map(({ heading, index }) => (
        <li key={index}>
          <a href={`#h-${heading.start}`}>
            {heading.marker}
            {heading.text}
          </a>
          <Level under={under} parent={index} />
        </li>
      ))}
    </ol>
  );
}
