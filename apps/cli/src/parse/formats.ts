import { type PageResult, speechMarkdown } from '#domain';

/** How page results are printed. Each function gives the whole output for one input, its last line break included. */
export type PageFormat = 'json' | 'markdown' | 'text';

export function formatPage(format: PageFormat, input: string, page: PageResult): string {
  if (format === 'json') return `${JSON.stringify({ input, ...page })}\n`;
  const speeches = format === 'text' ? page.speeches.map(({ text }) => `${text}\n`) : page.speeches.map(withoutUrl);
  return speeches.map((speech) => `${speech}\n`).join('');
}

const withoutUrl = (speech: PageResult['speeches'][number]): string => speechMarkdown({ ...speech, url: null });

export const formatFault = (input: string, code: string, message: string): string =>
  `${JSON.stringify({ input, error: { code, message } })}\n`;

/** The line of the extraction bench: main text of a page and the time it took, in ms. */
export const formatExtract = (id: string, page: PageResult | null, ms: number): string =>
  `${JSON.stringify({ id, text: page?.speeches.map(({ text }) => text).join('\n\n') ?? '', ms: Math.round(ms * 1_000) / 1_000 })}\n`;
