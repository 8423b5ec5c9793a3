import type { ReparseAnswer } from '../server/shapes.js';
import { memoryOutput } from '../testing/memory-output.js';
import { progressOf, reportLines } from './report-lines.js';

const counts = {
  same: 0,
  changed: 0,
  failing: 0,
  nowEmpty: 0,
  newSpeeches: 0,
  vanishedSpeeches: 0,
  overtaken: 0,
  applied: 0,
  rolledBack: 0,
};
const aReport = (fields: Partial<ReparseAnswer> = {}): ReparseAnswer => ({
  ...{
    id: 'r',
    state: 'compared',
    scope: 'outdated',
    parserVersion: '1.1.0',
    total: 4,
    done: 4,
    counts,
    kinds: {},
    examples: [],
    failures: [],
  },
  ...fields,
});
const example = {
  documentId: 'd1',
  title: '在青禾镇\u001b会议上的讲话',
  share: 0.256,
  speeches: { before: 1, after: 2 },
  characters: { before: 900, after: 1_100 },
  message: null,
};
const linesOf = (report: ReparseAnswer) => reportLines(report, { address: (path) => `http://h${path}` }, memoryOutput());

describe('the report of a reparse', () => {
  it('says what would change, shows the worst and the next step', () => {
    const report = aReport({
      counts: { ...counts, same: 1, changed: 2, failing: 1, newSpeeches: 1, nowEmpty: 1, vanishedSpeeches: 2 },
      kinds: { title: 1, text: 2 },
      examples: [example],
      failures: [{ ...example, documentId: 'd2', message: 'The page was not parsed\nwithin 20 s.' }],
    });
    const lines = linesOf(report);
    expect(lines.slice(0, 3)).toEqual([
      'Parser 1.1.0 over 4 documents of other versions: 1 same, 2 changed, 1 failing',
      '  1 new speech, 2 vanished speeches, 1 document without any speech now',
      '  changed: text 2, title 1',
    ]);
    expect(lines.find((line) => line.includes('26 %'))).toMatch(
      /26 % {2}.*1 → 2 {2}.*900 → 1100 {2}.*在青禾镇.*http:\/\/h\/documents\/d1$/,
    );
    expect(lines.join('\n')).toMatch(/failing {2}The page was not parsed.within 20 s\.\n.*http:\/\/h\/documents\/d2/);
    expect(lines.join('')).not.toContain('\u001b');
    expect(lines.at(-1)).toContain('rostra reparse --apply');
  });

  it('says how many were switched, and what was left to something newer', () => {
    const applied = aReport({ state: 'applied', counts: { ...counts, changed: 4, applied: 3, overtaken: 1 }, kinds: { text: 4 } });
    expect(linesOf(applied)[0]).toBe('Parser 1.1.0 applied: 3 of 4 documents of other versions, 1 kept something newer');
    expect(linesOf(applied).at(-1)).toContain('rostra reparse --rollback');
    expect(linesOf(aReport({ state: 'closed' }))).toEqual([
      'Parser 1.1.0 over 4 documents of other versions: 0 same, 0 changed, 0 failing (this run is closed)',
    ]);
  });

  it('says how far a run has come', () => {
    expect(progressOf(aReport({ state: 'comparing', done: 1 }))).toBe('Comparing: 1 of 4 documents');
    expect(progressOf(aReport({ state: 'applying', counts: { ...counts, changed: 3, overtaken: 1, applied: 1 } }))).toBe(
      'Applying: 1 of 2 documents',
    );
    expect(progressOf(aReport({ state: 'rollingBack', counts: { ...counts, same: 1, applied: 1 } }))).toBe('Rolling back: 0 of 1 document');
  });
});
