import type { Heading } from '#domain';
import type { View } from '../view.js';

/** The outline beside the text; folded away where the window is narrow. */
export function Outline({ view, outline }: { view: View; outline: readonly Heading[] }) {
  if (outline.length === 0) return null;
  return (
    <nav class="outline" aria-label={view.words.speech.outline}>
      <details open>
        <summary>{view.words.speech.outline}</summary>
        <Level outline={outline} parent={null} />
      </details>
    </nav>
  );
}

function Level({ outline, parent }: { outline: readonly Heading[]; parent: number | null }) {
  const entries = outline.flatMap((heading, index) => (heading.parent === parent ? [{ heading, index }] : []));
  if (entries.length === 0) return null;
  return (
    <ol lang="zh-CN">
      {entries.map(({ heading, index }) => (
        <li key={index}>
          <a href={`#h-${heading.start}`}>
            {heading.marker}
            {heading.text}
          </a>
          <Level outline={outline} parent={index} />
        </li>
      ))}
    </ol>
  );
}
