import type { PageResult, Removal } from '#domain';
import { Coded } from '../codes.js';
import { numberText } from '../format.js';
import type { View } from '../view.js';

interface RuleSum {
  readonly rule: string;
  readonly removals: readonly Removal[];
}

const SHOWN = 20;

/** What is in no speech, by rule, and what the source has lost. */
export function Removed({ view, page }: { view: View; page: PageResult }) {
  const { document: words, speech } = view.words;
  return (
    <section aria-labelledby="removed">
      <h2 id="removed">{words.removed}</h2>
      {page.removals.length === 0 ? <p class="nothing">{words.removedNone}</p> : <p>{words.removedIntro}</p>}
      {byRule(page.removals).map(({ rule, removals }) => (
        <details key={rule} class="rule">
          <summary>
            <Coded view={view} kind="rules" code={rule} /> <span>{words.times(numberText(view, removals.length))}</span>
          </summary>
          <ul lang="zh-CN">
            {removals.slice(0, SHOWN).map(({ text }, index) => (
              <li key={index}>{text.trim().slice(0, 300).toWellFormed()}</li>
            ))}
          </ul>
        </details>
      ))}
      {page.gaps.length > 0 ? (
        <ul class="gaps" aria-label={words.gaps}>
          {page.gaps.map(({ kind, at, extent }) => (
            <li key={at} class="gap">
              {speech.gap(kind, extent)}
            </li>
          ))}
        </ul>
      ) : null}
    </section>
  );
}

/** Rules in the order of their first removal. */
function byRule(removals: readonly Removal[]): RuleSum[] {
  return [...Map.groupBy(removals, ({ rule }) => rule)].map(([rule, group]) => ({ rule, removals: group }));
}
