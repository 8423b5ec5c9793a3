import type { BlockSpan, MainContent, ReadPage } from '../formats/format.js';
import { firstWords } from '../structure/titles.js';
import { JoinedText, type Span } from './joined-text.js';
import type { PagePlan, PlannedBlock, PlannedSpeech } from './plan.js';

/** The plan of a page that no family claims: its main content, as its format marks it. */
export function readArticle(page: ReadPage): PagePlan {
  const main = page.main();
  return {
    family: page.format === 'html' || page.format === 'mht' ? 'article' : 'text',
    template: null,
    site: null,
    title: page.title ?? main[0]?.title ?? null,
    fileType: null,
    pages: null,
    slices: 0,
    sliceLength: null,
    compilation: main.length > 1,
    publishedAt: page.publishedAt,
    metadata: {},
    speeches: main.map((content) => planMain(page, content)),
    removals: page.removed?.() ?? [],
    otherRule: 'boilerplate',
    gaps: [],
    reasons: [],
  };
}

function planMain(page: ReadPage, content: MainContent): PlannedSpeech {
  const { title, speaker, date, blocks } = content;
  const body = content.asPrinted ? JoinedText.of(page.visible.text, [spanOf(blocks)]) : JoinedText.of(page.visible.text, blocks, '\n');
  return {
    title: title ?? page.title ?? firstWords(body.text),
    body,
    blocks: content.asPrinted ? blocks.map((block) => shifted(block, -(blocks[0]?.from ?? 0))) : joinedBlocks(blocks),
    lostStart: false,
    speaker,
    date,
    kind: null,
    confidence: 1,
  };
}

const spanOf = (blocks: readonly BlockSpan[]): Span => ({ from: blocks[0]?.from ?? 0, to: blocks.at(-1)?.to ?? 0 });

const shifted = (block: BlockSpan, by: number): PlannedBlock => ({ ...block, from: block.from + by, to: block.to + by });

/** Blocks follow each other with one line break between any two. */
function joinedBlocks(blocks: readonly BlockSpan[]): PlannedBlock[] {
  let at = 0;
  return blocks.map((block) => {
    const placed = shifted(block, at - block.from);
    at = placed.to + 1;
    return placed;
  });
}
