import { type GeneratedPage, generatePage } from '../generate-pages.js';

const UTF8_PER_CHARACTER = 3;
/** What the site prints around a speech, in bytes. */
const FRAME = 2_200;

export interface HtmlPageRequest {
  readonly seed: number;
  /** Place in the series, from 0. */
  readonly number: number;
  /** Size of the page, reached within a few sentences. */
  readonly bytes: number;
}

export interface HtmlPage extends Pick<GeneratedPage, 'title' | 'phrase'> {
  readonly html: string;
}

/** A page of a news site with a speech in it: always the same for its request, and like no other of the series. */
export function htmlPage({ seed, number, bytes }: HtmlPageRequest): HtmlPage {
  const characters = Math.max(500, Math.floor((bytes - FRAME) / UTF8_PER_CHARACTER));
  const { title, phrase, speech } = generatePage({ seed, number, characters });
  const paragraphs = speech
    .split('\n')
    .slice(1)
    .map((line) => `<p>${line}</p>`)
    .join('\n');
  const html = `<!DOCTYPE html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<title>${title}</title>
<link rel="stylesheet" href="/site.css">
<script>window.page = ${number};</script>
</head>
<body>
<header><nav><ul>${menu('栏目')}</ul></nav></header>
<main>
<article>
<h1>${title}</h1>
<p class="info">2023-05-01</p>
${paragraphs}
</article>
</main>
<aside><h2>相关阅读</h2><ul>${menu('专题')}</ul></aside>
<footer><p>版权所有</p><ul>${menu('链接')}</ul></footer>
</body>
</html>
`;
  return { title, phrase, html };
}

const menu = (word: string): string => Array.from({ length: 12 }, (_, at) => `<li><a href="/${at}">${word}${at + 1}</a></li>`).join('');
