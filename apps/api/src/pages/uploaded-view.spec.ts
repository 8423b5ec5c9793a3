import { readdirSync, readFileSync } from 'node:fs';
import { parseHTML } from 'linkedom';
import type { FileResult } from '../documents/file-results.js';
import { uploadedPage } from './uploaded-view.js';
import { viewOf } from './view.js';
import { en } from './words/en.js';

const id = '018f4d4c-5b1e-7cc3-98c4-dc0c0c07398f';
const links = { self: '/s', page: '/p', timeline: '/t', removed: '/r', raw: '/raw', speeches: [] };
const results = [
  { fileName: '空.txt', problem: { type: 'urn:rostra:problem:empty-body', status: 400, title: '', detail: '', instance: '', errors: [] } },
  { fileName: '坏.docx', id, status: 'unchanged', state: 'failed', reason: 'The packed file ends too early.', links },
  { fileName: '无.html', id, status: 'unchanged', state: 'empty', reason: 'no-body', links },
] as unknown as FileResult[];

describe('the page of several uploaded files', () => {
  it('keeps name, status, words, code and sentence apart in its text', () => {
    const view = viewOf({ url: '/upload', headers: { 'accept-language': 'zh-CN' } });
    const { document } = parseHTML(uploadedPage(view, results, new Map([[id, 'broken-zip']])));
    const lines = [...document.querySelectorAll('.uploads li')].map((line) => line.textContent?.replace(/\s+/g, ' ').trim());
    expect(lines[0]).toBe('空.txt 未接收 文件是空的。');
    expect(lines[1]).toBe('坏.docx 已有，内容未变 失败 压缩包已损坏 broken-zip The packed file ends too early.');
    expect(lines[2]).toMatch(/^无.html 已有，内容未变 无讲话稿 \p{Script=Han}/u);
  });

  it('shows no status in the clothes of a part of the page', () => {
    const assets = new URL('../../assets/', import.meta.url);
    const sheets = readdirSync(assets).filter((name) => name.endsWith('.css'));
    const selectors = sheets.flatMap((name) => readFileSync(new URL(name, assets), 'utf8').match(/^\s*[^{}@/]+(?=[,{])/gm) ?? []);
    expect(selectors.length).toBeGreaterThan(100);
    const bare = selectors.flatMap((selector) => /^\.([a-z]+)(?![\w.-])/.exec(selector.trim())?.[1] ?? []);
    expect(Object.keys(en.documents.status).filter((status) => bare.includes(status))).toEqual([]);
  });
});
