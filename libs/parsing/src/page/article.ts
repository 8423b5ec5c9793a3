import type { MainContent, ReadPage } from '../formats/format.js';
import { planContent } from './content.js';
import type { PagePlan } from './plan.js';

/** The plan of a page that no family claims: its main content, as its format marks it, in the speeches that it holds. */
export function readArticle(page: ReadPage): PagePlan {
  const main = page.main();
  const planned = main.map((content) => planContent(page, content));
  const speeches = planned.flatMap((one) => one.speeches);
  return {
    family: page.format === 'html' || page.format === 'mht' ? 'article' : 'text',
    template: null,
    site: null,
    title: page.title ?? titleOf(main, planned[0]?.title),
    fileType: null,
    pages: null,
    slices: 0,
    sliceLength: null,
    compilation: speeches.length > 1,
    publishedAt: page.publishedAt,
    metadata: {},
    speeches,
    removals: [...(page.removed?.() ?? []), ...planned.flatMap(({ removals }) => removals)],
    otherRule: 'boilerplate',
    gaps: [],
    reasons: [],
  };
}

const titleOf = ([first]: readonly MainContent[], found: string | null | undefined): string | null => found ?? first?.title ?? null;
