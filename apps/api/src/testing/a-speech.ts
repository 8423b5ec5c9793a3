import type { Block, BlockKind, Heading, SpeechRecord } from '#domain';

/** A speech made of lines such as `heading2:（一）成绩` or `paragraph:…`; each stands in the capture where it stands in the text, in UTF-8. */
export function aSpeech(lines: readonly string[], fields: Partial<SpeechRecord> = {}): SpeechRecord {
  const blocks: Block[] = [];
  const outline: Heading[] = [];
  let text = '';
  let at = 0;
  for (const line of lines) {
    const [, name = 'paragraph', depth, content = ''] = /^([a-zA-Z]+)(\d?):([\s\S]*)$/.exec(line) ?? [];
    const start = text === '' ? 0 : text.length + 1;
    const bytes = Buffer.byteLength(content);
    blocks.push({ kind: kindOf(name), level: depth ? Number(depth) : null, text: content, start, ranges: [[at, at + bytes]] });
    if (name === 'heading')
      outline.push({ level: Number(depth), marker: '', text: content, start, parent: parentOf(outline, Number(depth)) });
    text += `${start > 0 ? '\n' : ''}${content}`;
    at += bytes + 1;
  }
  return { ...blank, text, blocks, outline, ...fields };
}

function kindOf(name: string): BlockKind {
  const kinds: readonly BlockKind[] = ['title', 'salutation', 'heading', 'paragraph', 'listItem', 'quote', 'table', 'closing'];
  return kinds.find((kind) => kind === name) ?? 'paragraph';
}

function parentOf(outline: readonly Heading[], level: number): number | null {
  const parent = outline.findLastIndex((heading) => heading.level < level);
  return parent < 0 ? null : parent;
}

const blank: SpeechRecord = {
  id: '018f4d4c-5b1e-7cc3-98c4-dc0c0c073981',
  documentId: '018f4d4c-5b1e-7cc3-98c4-dc0c0c073982',
  revision: 1,
  version: 1,
  ordinal: 0,
  title: '在青禾市科技工作会议上的讲话',
  kind: 'speech',
  salutation: null,
  date: null,
  year: null,
  occasion: null,
  speaker: null,
  site: null,
  url: null,
  publishedAt: null,
  text: '',
  blocks: [],
  outline: [],
  redactions: [],
  confidence: 1,
};
