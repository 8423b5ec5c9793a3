import type { PageFacts } from '../facts/page-facts.js';
import { TAG } from '../tags.js';
import type { HtmlTree } from '../tree.js';
import { FURNITURE } from './furniture.js';
import type { Line } from './lines.js';
import { likeness } from './region.js';

/** `article`: one text. `discussion`: posts of several authors, which elsewhere are comments. `listing`: entries that lead to texts. */
export type PageType = 'article' | 'discussion' | 'answers' | 'listing';

const COMMENTS = FURNITURE.indexOf('comments');
/** Less running text than this is no article. */
const MIN_ARTICLE = 60;

const DISCUSSION_TYPE = /DiscussionForumPosting|QAPage/i;
const ANSWERS_TYPE = /QAPage/i;
const DISCUSSION_SOFTWARE = /discuz|phpbb|phpwind|vbulletin|xenforo|discourse|flarum|vanilla|mybb|simple machines/i;
const DISCUSSION_NAME = /(?:^|[\s_-])(?:viewthread|showthread|viewtopic|forum|thread|topic)(?:$|[\s_-])/i;

/**
 * What kind of page this is: what it says about itself first, then where its running text stands. `furniture` and `teasers` tell what an
 * article would leave out.
 */
export function pageTypeOf(tree: HtmlTree, facts: PageFacts, lines: readonly Line[], furniture: Uint8Array, teasers: Uint8Array): PageType {
  let article = 0;
  let comments = 0;
  for (const line of lines) {
    const mass = likeness(line) >= 0.5 ? line.weight : 0;
    const code = furniture[line.index] ?? 0;
    if (code === COMMENTS) comments += mass;
    else if (code === 0 && teasers[line.block] !== 1) article += mass;
  }
  if (saysDiscussion(tree, facts)) return article >= comments && ANSWERS_TYPE.test(facts.types) ? 'answers' : 'discussion';
  if (article >= MIN_ARTICLE) return 'article';
  return comments >= MIN_ARTICLE ? 'discussion' : 'listing';
}

function saysDiscussion(tree: HtmlTree, facts: PageFacts): boolean {
  if (DISCUSSION_TYPE.test(facts.types) || DISCUSSION_SOFTWARE.test(facts.generator ?? '')) return true;
  for (let node = 1; node < tree.size; node++) {
    if (tree.tag(node) !== TAG.body) continue;
    const names = `${tree.attribute(node, 'id') ?? ''} ${(tree.attribute(node, 'class') ?? '').slice(0, 1_000)}`;
    return DISCUSSION_NAME.test(names);
  }
  return false;
}
