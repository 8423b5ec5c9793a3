import { SITE_RULE_EFFECTS } from '#domain';
import type { Problem } from '../../http/problem.js';
import { problemText } from '../problem-text.js';
import type { View } from '../view.js';

/** A form that was refused: what was typed, and what is wrong with it. */
export interface RuleFault {
  readonly form: 'add' | 'learn';
  readonly problem: Problem;
  readonly fields: Readonly<Record<string, string>>;
  /** Id of the rule that is there already. */
  readonly known: string | null;
}

interface FormsProps {
  readonly view: View;
  readonly site: string | undefined;
  readonly fault: RuleFault | null;
}

/** The form that looks for rules and the one that adds one by hand; a refused one keeps what was typed. */
export function RuleForms({ view, site, fault }: FormsProps) {
  const words = view.words.rules;
  const typed = fault?.form === 'add' ? fault.fields : {};
  return (
    <>
      <form class="decide rule-form" method="post" action="/site-rules/learn">
        <p class="note">{words.learnHint}</p>
        {fault?.form === 'learn' ? <Fault view={view} fault={fault} /> : null}
        <SiteField view={view} site={fault?.form === 'learn' ? fault.fields.site : site} />
        <button type="submit">{words.learn}</button>
      </form>
      <h3>{words.addTitle}</h3>
      <form class="decide rule-form" method="post" action="/site-rules">
        {fault?.form === 'add' ? <Fault view={view} fault={fault} /> : null}
        <SiteField view={view} site={typed.site ?? site} />
        <label>
          <span>{words.selector}</span>
          <input name="selector" required maxLength={300} placeholder=".author-card" value={typed.selector} />
        </label>
        <label>
          <span>{words.does}</span>
          <select name="effect">
            {SITE_RULE_EFFECTS.map((effect) => (
              <option key={effect} value={effect} selected={effect === typed.effect}>
                {words.effect[effect]}
              </option>
            ))}
          </select>
        </label>
        <label>
          <span>{words.note}</span>
          <input name="note" maxLength={500} value={typed.note} />
        </label>
        <button type="submit">{words.add}</button>
      </form>
    </>
  );
}

const SiteField = ({ view, site }: { view: View; site: string | undefined }) => (
  <label>
    <span>{view.words.rules.site}</span>
    <input name="site" required maxLength={300} value={site} placeholder="news.example.org" />
  </label>
);

function Fault({ view, fault: { problem, known } }: { view: View; fault: RuleFault }) {
  const words = view.words.rules;
  const badSite = problem.code === 'invalid-fields' && problem.errors?.some(({ field }) => field === 'site');
  return (
    <p class="fault" role="alert">
      {badSite ? words.badSite : problemText(view, problem)}
      {problem.position === undefined ? null : ` ${words.faultAt(problem.position + 1)}`}
      {known === null ? null : (
        <>
          {' '}
          <a href={`/site-rules/${known}`}>{words.knownRule}</a>
        </>
      )}
    </p>
  );
}
