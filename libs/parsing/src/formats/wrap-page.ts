import type { VisibleText } from '../source/visible-text.js';
import type { ReadPage } from './format.js';

/** What an outer format knows better than the one that read the inside. */
interface Outside {
  readonly format: ReadPage['format'];
  readonly visible: VisibleText;
  readonly parts?: ReadPage['parts'];
  readonly charset?: string | null;
  readonly site?: string | null;
  readonly title?: string | null;
  readonly publishedAt?: string | null;
  readonly metadata?: Readonly<Record<string, string>>;
  readonly reasons?: readonly string[];
}

/** A page read by one format inside another. Looks for the main content no sooner than somebody asks. */
export function wrapPage(inner: ReadPage, outside: Outside): ReadPage {
  const parts = outside.parts ?? inner.parts;
  return {
    format: outside.format,
    charset: outside.charset === undefined ? inner.charset : outside.charset,
    visible: outside.visible,
    ...(parts ? { parts } : {}),
    language: inner.language,
    site: inner.site ?? outside.site ?? null,
    get title() {
      return inner.title ?? outside.title ?? null;
    },
    get publishedAt() {
      return inner.publishedAt ?? outside.publishedAt ?? null;
    },
    metadata: { ...outside.metadata, ...inner.metadata },
    reasons: [...new Set([...(outside.reasons ?? []), ...inner.reasons])],
    undecodable: inner.undecodable,
    main: () => inner.main(),
    removed: () => inner.removed?.() ?? [],
  };
}
