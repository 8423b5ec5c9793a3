/**
 * `remove` takes elements out of the page, `content` says where the main content stands, `title`, `date` and `speaker` where a page prints
 * these of its speech.
 */
export const SITE_RULE_EFFECTS = ['remove', 'content', 'title', 'date', 'speaker'] as const;
export type SiteRuleEffect = (typeof SITE_RULE_EFFECTS)[number];

/** Who wrote a rule: a person, or Rostra from blocks that the pages of a site repeat. */
export const SITE_RULE_ORIGINS = ['person', 'learned'] as const;
export type SiteRuleOrigin = (typeof SITE_RULE_ORIGINS)[number];

/** `offered` waits for a person and does nothing; `active` is applied to every page that is parsed; `off` was declined or taken back. */
export const SITE_RULE_STATUSES = ['offered', 'active', 'off'] as const;
export type SiteRuleStatus = (typeof SITE_RULE_STATUSES)[number];

/** What a parser needs of a rule. */
export interface SiteRule {
  readonly effect: SiteRuleEffect;
  /** CSS selector in the form that `selectorFault` of the parser accepts. */
  readonly selector: string;
}

/** The rules in force for the pages of one site. */
export interface SiteRuleSet {
  /** Name of this set: the same for the same rules, whatever their order. */
  readonly set: string;
  readonly rules: readonly SiteRule[];
}

/** Which rules a page result was made with. */
export interface AppliedSiteRules {
  readonly set: string;
  /** The rules of the set that found something on the page, and how many elements. */
  readonly rules: readonly (SiteRule & { readonly matches: number })[];
}

/** What a rule was learned from. */
export interface SiteRuleEvidence {
  /** Pages on which the rule would take something out of a speech or title. */
  readonly pages: number;
  /** Pages that were compared. */
  readonly of: number;
  /** What it would take out of speeches and titles on all of them, in UTF-16 units. */
  readonly characters: number;
  /** The beginning of what it would take out of one of them. */
  readonly sample: string;
}

export interface SiteRuleRecord extends SiteRule {
  readonly id: string;
  /** Host as `siteOfUrl` writes it. */
  readonly site: string;
  readonly note: string | null;
  readonly origin: SiteRuleOrigin;
  readonly status: SiteRuleStatus;
  /** null for rules of people. */
  readonly evidence: SiteRuleEvidence | null;
  readonly createdAt: Date;
  readonly changedAt: Date;
}

/** The site an address belongs to: its host, without what stands before it for phones. null for what is no address with a host. */
export function siteOfUrl(url: string | null): string | null {
  if (url === null || !URL.canParse(url)) return null;
  return new URL(url).hostname.replace(/^(?:www|m|wap|mip)\./, '') || null;
}
