import type { CaptureHints } from '#domain';
import type { BlockSpan, Format, MainContent, ReadPage } from '../formats/format.js';
import { decodeSource } from '../source/decode.js';
import { replacements } from '../source/source-text.js';
import { withTitle } from '../text/text-blocks.js';
import { dateOf, fieldOf, type FrontMatter, readFrontMatter } from './front-matter.js';
import { readMarkdown } from './read-markdown.js';

/**
 * Markdown, and only what says that it is: plain text holds lines with `#` and `1.` that mean nothing. What a reader sees is the text
 * without the signs of Markdown; fields above the text become facts about it.
 */
export const markdownFormat: Format = {
  name: 'markdown',
  accepts: (_, { contentType, fileName }) =>
    /^\s*text\/(?:x-)?markdown\b/i.test(contentType ?? '') || /\.(?:md|mkdn?|mdown|markdown)$/i.test(fileName ?? ''),
  read: readPage,
};

function readPage(bytes: Uint8Array, hints: CaptureHints): ReadPage {
  const source = decodeSource(bytes, { contentType: hints.contentType, isHtml: false });
  const front = readFrontMatter(source.text);
  const { visible, blocks, removals } = readMarkdown(source, front.end);
  const title = fieldOf(front, 'title', '标题', '题目');
  return {
    format: 'markdown',
    charset: source.charset,
    visible,
    language: fieldOf(front, 'lang', 'language'),
    site: fieldOf(front, 'site', 'source', '来源'),
    title,
    publishedAt: dateOf(fieldOf(front, 'date', 'published', 'publishdate', '日期', '发布日期', '发布时间')),
    metadata: metadataOf(front),
    reasons: source.reasons,
    undecodable: replacements(visible.text),
    main: () => mainOf(visible.text, blocks, fieldOf(front, 'speaker', '讲话人', '主讲人')),
    removed: () => removals,
  };
}

/** The whole file is one speech. Its title is the first heading, unless there are more of the first level: then these are its sections. */
function mainOf(text: string, blocks: readonly BlockSpan[], speaker: string | null): MainContent[] {
  if (blocks.length === 0) return [];
  const topHeadings = blocks.filter(({ kind, level }) => kind === 'heading' && level === 1).length;
  const titled = topHeadings > 1 && blocks[0]?.kind === 'heading' ? [...blocks] : withTitle(text, blocks);
  const [first] = titled;
  return [{ title: first?.kind === 'title' ? text.slice(first.from, first.to) : null, speaker, date: null, blocks: titled }];
}

function metadataOf(front: FrontMatter): Record<string, string> {
  const fields = {
    author: fieldOf(front, 'author', 'authors', '作者'),
    description: fieldOf(front, 'description', 'summary', '摘要'),
    keywords: fieldOf(front, 'keywords', 'tags', '关键词', '标签'),
  };
  return Object.fromEntries(Object.entries(fields).filter((entry): entry is [string, string] => entry[1] !== null));
}
