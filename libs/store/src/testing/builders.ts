import { createHash } from 'node:crypto';
import type { PageResult, ParsedSpeech } from '#domain';
import type { NewCapture } from '../documents/new-capture.js';

let counter = 0;

/** A pushed capture under a key of its own. */
export function aCapture(fields: Partial<NewCapture> & { body?: string } = {}): NewCapture {
  counter += 1;
  const { body = `body ${counter}`, ...given } = fields;
  return {
    source: 'push',
    key: `push:${process.pid}-${Date.now()}-${counter}`,
    url: null,
    finalUrl: null,
    fileName: 'speech.txt',
    sha256: createHash('sha256').update(body).digest('hex'),
    size: Buffer.byteLength(body),
    contentType: 'text/plain; charset=utf-8',
    headers: { 'content-language': 'zh' },
    capturedAt: new Date('2026-01-02T03:04:05Z'),
    ...given,
  };
}

/** A speech of two blocks under one heading. */
export function aSpeech(fields: Partial<ParsedSpeech> = {}): ParsedSpeech {
  const text = fields.text ?? '一、青禾镇的产业\n去年，青禾镇的茶园增加了三成。';
  const [heading = '', paragraph = ''] = text.split('\n');
  return {
    title: '在青禾镇产业会议上的讲话',
    kind: 'speech',
    salutation: null,
    date: '2021-03-04',
    year: 2021,
    occasion: '青禾镇产业会议',
    speaker: null,
    text,
    blocks: [
      { kind: 'heading', level: 1, text: heading, start: 0, ranges: [[0, 20]] },
      ...(paragraph ? [{ kind: 'paragraph', level: null, text: paragraph, start: heading.length + 1, ranges: [[21, 60]] } as const] : []),
    ],
    outline: [{ level: 1, marker: '一、', text: heading.replace('一、', ''), start: 0, parent: null }],
    redactions: [],
    confidence: 1,
    ...fields,
  };
}

/** What a parser made of a page; one speech unless told otherwise. */
export function aPage(fields: Partial<PageResult> = {}): PageResult {
  return {
    parserVersion: 'spec-1',
    format: 'text',
    charset: 'utf-8',
    parts: null,
    language: 'zh',
    site: 'wenku.example',
    title: '青禾镇讲话汇编',
    fileType: 'docx',
    pages: 3,
    family: 'docshare',
    template: 'mobile',
    slices: 2,
    sliceLength: 300,
    compilation: false,
    publishedAt: '2021-04-01',
    metadata: { uploader: '小满' },
    speeches: [aSpeech()],
    removals: [{ rule: 'share-line', text: '分享到', ranges: [[60, 69]] }],
    gaps: [],
    quality: { score: 1, reasons: [] },
    ...fields,
  };
}
