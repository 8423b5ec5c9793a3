import type { Heading } from '#domain';
import type { SearchEntry } from '../search-index.js';

/** A speech with every field set; a spec names only what it is about. */
export function anEntry(fields: Partial<SearchEntry> = {}): SearchEntry {
  return {
    speechId: '00000000-0000-4000-8000-000000000001',
    documentId: '00000000-0000-4000-9000-000000000001',
    version: 1,
    title: '在清河县春耕动员会上的讲话',
    text: '同志们：\n一年之计在于春。各乡镇要把春耕备耕抓紧抓实。',
    outline: [],
    speaker: '周一鸣',
    site: 'www.qinghe.example',
    kind: 'speech',
    year: 2021,
    date: '2021-03-05',
    ...fields,
  };
}

/** Ids in their own order: 1 comes before 2. */
export const idOf = (number: number): string => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;

/** Text and outline of lines; a line `# 一、|words` is a heading, one more `#` for each level below. */
export function outlined(lines: readonly string[]): Pick<SearchEntry, 'text' | 'outline'> {
  const outline: Heading[] = [];
  let text = '';
  for (const line of lines) {
    const [, marks, marker, words] = /^(#+) (.*)\|(.*)$/.exec(line) ?? [];
    if (marks !== undefined && marker !== undefined && words !== undefined) {
      const parent = outline.findLastIndex(({ level }) => level < marks.length);
      outline.push({ level: marks.length, marker, text: words, start: text.length, parent: parent < 0 ? null : parent });
      text += `${marker + words}\n`;
    } else text += `${line}\n`;
  }
  return { text, outline };
}
