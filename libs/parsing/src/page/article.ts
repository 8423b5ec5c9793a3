import type { MainContent, ReadPage } from '../formats/format.js';
import { JoinedText } from './joined-text.js';
import type { PagePlan, PlannedSpeech } from './plan.js';

/** The plan of a page that no family claims: its main content, as its format marks it. */
export function readArticle(page: ReadPage): PagePlan {
  const main = page.main();
  return {
    family: page.format === 'html' ? 'article' : 'text',
    template: null,
    site: null,
    title: page.title ?? main[0]?.title ?? null,
    fileType: null,
    pages: null,
    slices: 0,
    sliceLength: null,
    compilation: main.length > 1,
    publishedAt: null,
    metadata: {},
    speeches: main.map((content) => planMain(page, content)),
    removals: [],
    otherRule: 'boilerplate',
    gaps: [],
    reasons: [],
  };
}

function planMain(page: ReadPage, { title, speaker, date, blocks }: MainContent): PlannedSpeech {
  const body = JoinedText.of(page.visible.text, blocks, '\n');
  const head = blocks[0]?.kind === 'title' ? blocks[0].to - blocks[0].from : 0;
  return {
    title: title ?? page.title ?? body.text.slice(0, 40),
    body,
    paragraphs: true,
    titleLength: head,
    lostStart: false,
    blocks: null,
    speaker,
    date,
    kind: null,
    confidence: 1,
  };
}
