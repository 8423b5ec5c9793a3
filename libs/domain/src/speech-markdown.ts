import type { Block, ParsedSpeech } from './page-result.js';

type Written = Pick<ParsedSpeech, 'title' | 'speaker' | 'date' | 'occasion' | 'blocks'>;

/** The speech as Markdown: title, a line of facts, headings by level, everything else as it was written. */
export function speechMarkdown(speech: Written & { readonly url: string | null }): string {
  const { title, speaker, date, occasion, url } = speech;
  const facts = [speaker, date, occasion, url].filter((fact) => fact !== null).map(escaped);
  const blocks = speech.blocks.filter(({ kind, text }) => !(kind === 'title' && text === title)).map(blockMarkdown);
  return `${[`# ${escaped(title)}`, ...(facts.length > 0 ? [`*${facts.join(' · ')}*`] : []), ...blocks].join('\n\n')}\n`;
}

function blockMarkdown({ kind, level, text }: Block): string {
  const safe = escaped(text);
  if (kind === 'title') return `# ${oneLine(safe)}`;
  if (kind === 'heading') return `${'#'.repeat(Math.min(6, (level ?? 1) + 1))} ${oneLine(safe)}`;
  if (kind === 'quote') return safe.replace(/^/gm, '> ');
  return safe.replace(/\n/g, '  \n');
}

const oneLine = (text: string): string => text.replace(/\s*\n\s*/g, ' ');

/** What Markdown would take for its own signs keeps its look; the author's `1.` and `-` stay text. */
const escaped = (text: string): string =>
  text
    .replace(/[\\`*_[\]<>#|~]/g, '\\$&')
    .replace(/^(\s*)(\d+)([.)])(?=\s)/gm, '$1$2\\$3')
    .replace(/^(\s*)([-+])(?=\s)/gm, '$1\\$2');
