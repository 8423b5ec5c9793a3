import type { CaptureHints, SiteRuleSet } from '#domain';

/** What a parser is told of a capture beside its bytes; `rules` are those in force for its site. */
export function hintsOf({ url, contentType, fileName }: CaptureHints, rules: SiteRuleSet | undefined): CaptureHints {
  return { url, contentType, fileName, ...(rules ? { rules } : {}) };
}
