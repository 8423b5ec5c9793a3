import type { SiteRuleRecord } from '#domain';
import type { PreviewedPage } from '#pipeline';
import { numberText } from '../format.js';
import { renderPage } from '../layout.js';
import type { View } from '../view.js';
import { DeedNotice, Decisions, type RuleDeed, RuleStatus, Selector } from './rule-parts.js';

export interface RuleModel {
  readonly rule: SiteRuleRecord;
  readonly unlocked: boolean;
  readonly deed: RuleDeed | null;
  /** null for readers without the key. */
  readonly preview: readonly PreviewedPage[] | null;
}

/** One rule: what speaks for it, what it would change on stored pages, and the decision. */
export function rulePage(view: View, { rule, unlocked, deed, preview }: RuleModel): string {
  const { rules: words } = view.words;
  const { evidence } = rule;
  return renderPage(
    view,
    { title: words.ofSite(rule.site), section: 'rules', styles: ['lists.css'] },
    <>
      <h1>{words.ofSite(rule.site)}</h1>
      {deed ? <DeedNotice view={view} deed={deed} site={rule.site} /> : null}
      <p class="titled">
        <RuleStatus view={view} rule={rule} /> {words.effect[rule.effect]} <Selector text={rule.selector} />
      </p>
      {rule.note ? <p lang="zh-CN">{rule.note}</p> : null}
      {evidence ? (
        <>
          <p>{words.evidence(evidence.pages, evidence.of, evidence.characters)}</p>
          <p class="note">{words.sample}</p>
          <blockquote lang="zh-CN">{evidence.sample}</blockquote>
        </>
      ) : null}
      <Decisions view={view} rule={rule} unlocked={unlocked} />
      <section aria-labelledby="preview">
        <h2 id="preview">{words.preview}</h2>
        {preview ? <Preview view={view} pages={preview} /> : <p class="note">{words.previewLocked}</p>}
      </section>
      <p>
        <a href="/site-rules">{words.back}</a>
      </p>
    </>,
  );
}

function Preview({ view, pages }: { view: View; pages: readonly PreviewedPage[] }) {
  const { rules: words } = view.words;
  const { pageColumns: columns } = words;
  if (pages.length === 0) return <p class="nothing">{words.previewNone}</p>;
  const changed = pages.filter((page) => page.changed).length;
  const withGains = pages.some(({ gained }) => gained.characters > 0);
  return (
    <>
      <p>{words.previewIntro}</p>
      <p>{words.summary(changed, pages.length, pages.filter(({ emptied }) => emptied).length)}</p>
      <table class="list stacking">
        <thead>
          <tr>
            <th scope="col" class="cell">
              {columns.page}
            </th>
            <th scope="col" class="cell number">
              {columns.found}
            </th>
            <th scope="col" class="cell">
              {columns.lost}
            </th>
            {withGains ? (
              <th scope="col" class="cell">
                {columns.gained}
              </th>
            ) : null}
          </tr>
        </thead>
        <tbody>
          {pages.map((page) => (
            <PreviewRow key={page.documentId} view={view} page={page} withGains={withGains} />
          ))}
        </tbody>
      </table>
    </>
  );
}

function PreviewRow({ view, page, withGains }: { view: View; page: PreviewedPage; withGains: boolean }) {
  const { rules: words } = view.words;
  const { pageColumns: columns } = words;
  const { documentId, title, url, matches, changed, emptied, lost, gained, titles, message } = page;
  return (
    <tr>
      <th scope="row" class="cell name">
        <a href={`/documents/${documentId}`} lang="zh-CN">
          {title ?? url ?? documentId}
        </a>
        {titles.after !== titles.before && titles.after !== null ? (
          <small>
            {words.newTitle} <span lang="zh-CN">{titles.after}</span>
          </small>
        ) : null}
        {message ? <small>{message}</small> : null}
      </th>
      <td class="cell number" data-label={columns.found}>
        {matches}
      </td>
      <td class="cell" data-label={columns.lost}>
        {emptied ? <span class="status failed">{words.emptied}</span> : null}
        {changed ? <Piece view={view} piece={lost} /> : words.unchanged}
      </td>
      {withGains ? (
        <td class="cell" data-label={columns.gained}>
          <Piece view={view} piece={gained} />
        </td>
      ) : null}
    </tr>
  );
}

function Piece({ view, piece }: { view: View; piece: PreviewedPage['lost'] }) {
  if (piece.characters === 0) return null;
  return (
    <>
      {view.words.rules.characters(numberText(view, piece.characters), piece.characters)}
      <small lang="zh-CN">{piece.text}</small>
    </>
  );
}
