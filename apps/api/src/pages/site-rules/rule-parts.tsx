import type { SiteRuleRecord } from '#domain';
import { KeyForm } from '../key-form.js';
import { Notice } from '../notice.js';
import type { View } from '../view.js';

/** What a form of these pages has just done. */
export type RuleDeed = 'add' | 'active' | 'off' | 'remove';

export function RuleStatus({ view, rule }: { view: View; rule: Pick<SiteRuleRecord, 'status' | 'origin'> }) {
  const { status, origin } = view.words.rules;
  return (
    <>
      <span class={`status ${rule.status}`}>{status[rule.status]}</span>
      <small>{origin[rule.origin]}</small>
    </>
  );
}

/** Selectors are code in any language; names of classes may be Chinese. */
export const Selector = ({ text }: { text: string }) => (
  <code class="selector" lang="zh-CN">
    {text}
  </code>
);

/** Says what was done, and which command brings stored documents after. */
export function DeedNotice({ view, deed, site }: { view: View; deed: RuleDeed; site: string | null }) {
  const words = view.words.rules;
  return (
    <Notice>
      {words.did[deed]}{' '}
      {site !== null && (deed === 'active' || deed === 'off') ? <code>{`rostra reparse --dry-run --site ${site}`}</code> : null}
    </Notice>
  );
}

/** What can be done with a rule; asks for the key first. */
export function Decisions({ view, rule, unlocked }: { view: View; rule: SiteRuleRecord; unlocked: boolean }) {
  const words = view.words.rules;
  if (!unlocked) return <KeyForm view={view} to={`/site-rules/${rule.id}`} />;
  return (
    <form class="decide" method="post" action={`/site-rules/${rule.id}`}>
      {rule.status === 'active' ? null : (
        <button type="submit" name="do" value="active">
          {words.accept}
        </button>
      )}
      {rule.status === 'off' ? null : (
        <button type="submit" class="quiet" name="do" value="off">
          {words.off}
        </button>
      )}
      <button type="submit" class="quiet" name="do" value="remove">
        {words.remove}
      </button>
    </form>
  );
}
