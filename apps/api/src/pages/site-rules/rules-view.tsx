import { SITE_RULE_STATUSES, type SiteRuleRecord, type SiteRuleStatus } from '#domain';
import { KeyForm } from '../key-form.js';
import { renderPage } from '../layout.js';
import { Notice } from '../notice.js';
import type { View } from '../view.js';
import { type RuleFault, RuleForms } from './rule-forms.js';
import { DeedNotice, type RuleDeed, RuleStatus, Selector } from './rule-parts.js';

export interface RulesModel {
  readonly rules: readonly SiteRuleRecord[];
  readonly site: string | undefined;
  readonly status: SiteRuleStatus | undefined;
  readonly unlocked: boolean;
  readonly deed: RuleDeed | null;
  /** What a look at a site has just found. */
  readonly learned: { readonly offered: number; readonly read: number } | null;
  /** A form that was refused, to be shown again. */
  readonly fault: RuleFault | null;
}

/** Rules by site, and the forms that add some. */
export function rulesPage(view: View, { rules, site, status, unlocked, deed, learned, fault }: RulesModel): string {
  const { rules: words } = view.words;
  return renderPage(
    view,
    { title: words.title, section: 'rules', styles: ['lists.css'] },
    <>
      <h1>{words.title}</h1>
      <p class="lead">{words.intro}</p>
      {deed ? <DeedNotice view={view} deed={deed} site={site ?? null} /> : null}
      {learned ? <Notice>{words.learned(learned.offered, learned.read)}</Notice> : null}
      <nav aria-label={words.filter}>
        <ul class="tabs">
          {[undefined, ...SITE_RULE_STATUSES].map((each) => (
            <li key={each ?? 'all'}>
              <a href={listHref(site, each)} aria-current={each === status ? 'true' : undefined}>
                {each ? words.status[each] : words.all}
              </a>
            </li>
          ))}
        </ul>
      </nav>
      {site === undefined ? null : (
        <p>
          {site} · <a href={listHref(undefined, status)}>{words.back}</a>
        </p>
      )}
      {rules.length === 0 ? <p class="nothing">{site || status ? words.noneOf : words.none}</p> : <Table view={view} rules={rules} />}
      <section class="panel" aria-labelledby="manage">
        <h2 id="manage">{words.manage}</h2>
        {unlocked ? <RuleForms view={view} site={site} fault={fault} /> : <KeyForm view={view} to="/site-rules" />}
      </section>
    </>,
  );
}

function listHref(site: string | undefined, status: SiteRuleStatus | undefined): string {
  const query = new URLSearchParams({ ...(site && { site }), ...(status && { status }) }).toString();
  return query === '' ? '/site-rules' : `/site-rules?${query}`;
}

function Table({ view, rules }: { view: View; rules: readonly SiteRuleRecord[] }) {
  const { columns, effect, evidence } = view.words.rules;
  return (
    <table class="list stacking">
      <thead>
        <tr>
          {[columns.rule, columns.effect, columns.evidence, columns.status].map((name) => (
            <th key={name} scope="col" class="cell">
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rules.map((rule) => (
          <tr key={rule.id}>
            <th scope="row" class="cell name rule">
              <a href={`/site-rules/${rule.id}`}>
                <Selector text={rule.selector} />
              </a>
              <small>{rule.site}</small>
            </th>
            <td class="cell" data-label={columns.effect}>
              {effect[rule.effect]}
            </td>
            <td class="cell" data-label={columns.evidence}>
              {rule.evidence ? evidence(rule.evidence.pages, rule.evidence.of, rule.evidence.characters) : null}
              {rule.evidence ? <small lang="zh-CN">{rule.evidence.sample}</small> : null}
              {rule.note ? <small lang="zh-CN">{rule.note}</small> : null}
            </td>
            <td class="cell" data-label={columns.status}>
              <RuleStatus view={view} rule={rule} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
