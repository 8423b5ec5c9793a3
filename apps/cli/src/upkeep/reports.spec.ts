import type { FsckReport, MoveReport, Progress } from '#upkeep';
import { memoryOutput } from '../testing/memory-output.js';
import { reportLines as backOutLines } from './back-out.js';
import { reportLines as fsckLines } from './fsck.js';
import { reportLines as moveLines } from './move.js';
import { ProgressLines } from './progress.js';

type Found = FsckReport['differences'][number];

describe('the report of backout', () => {
  const changes = [
    { name: 'AddMore2', loses: 'what is more' },
    { name: 'Begin1', loses: null },
  ];

  it('lists the changes with what taking each back loses', () => {
    expect(backOutLines(changes, null).slice(1)).toEqual(['AddMore2  lost: what is more', 'Begin1  nothing is lost']);
  });

  it('says what was taken back and what to start now', () => {
    expect(backOutLines(changes.slice(0, 1), 'Begin1')).toEqual([
      'Taken back, the newest first:',
      'AddMore2  lost: what is more',
      'Start the Rostra whose newest change is Begin1; this one would bring the tables up to date again.',
    ]);
    expect(backOutLines([], 'Begin1')).toEqual(['Nothing to take back: Begin1 is the newest change of these tables.']);
  });
});

describe('the report of fsck', () => {
  const checked = { captures: 3, documents: 2, speeches: 1, events: 1 };
  const difference = (fields: Partial<Found> = {}): Found => ({
    ...{ kind: 'index-missing', id: 'a1', what: 'no search finds it', remedy: 'it is given again', isMendable: true, isMended: false },
    ...fields,
  });
  const lines = (...differences: Found[]) => fsckLines({ checked, differences, superseded: [] }, memoryOutput());

  it('has one line for each difference and one for the sum', () => {
    expect(lines(difference(), difference({ kind: 'event-gap', id: '7', isMendable: false }))).toEqual([
      'differs  index-missing  a1  no search finds it  → it is given again',
      'differs  event-gap  7  no search finds it  → it is given again',
      'Looked at 3 captures, 2 documents, 1 speech, 1 event: 2 differences, 1 for rostra fsck --repair, 1 for a person',
    ]);
  });

  it('says what was mended, and when nothing differs', () => {
    expect(lines(difference({ isMended: true }))).toEqual([
      'mended   index-missing  a1  no search finds it  → it is given again',
      'Looked at 3 captures, 2 documents, 1 speech, 1 event: 1 difference, 1 mended',
    ]);
    expect(lines()).toEqual(['Looked at 3 captures, 2 documents, 1 speech, 1 event: no difference']);
  });

  it('lets nothing that a page says steer the terminal', () => {
    expect(lines(difference({ what: 'they came as \u001b[31mx\ny' }))[0]).toContain('they came as [31mx y');
  });

  it('notes captures that are older than what stands, without counting them', () => {
    const report = fsckLines({ checked, differences: [], superseded: ['b2'] }, memoryOutput());
    expect(report).toEqual([expect.stringMatching(/^note {5}blob-superseded {2}b2 .+harmless$/), expect.stringMatching(/no difference$/)]);
  });
});

describe('the report of a move', () => {
  const report: MoveReport = {
    continued: false,
    tables: [{ table: 'documents', rows: 12, sha256: '0123456789abcdef', isProved: true }],
    blobs: { total: 12, copied: 12, bytes: 340, failed: {}, absent: [] },
    index: { speeches: 14, stubs: 1, differences: 0 },
    isProved: true,
  };

  it('shows each table with its proof', () => {
    expect(moveLines(report)).toEqual([
      'table      rows  hash          read back',
      'documents    12  0123456789ab  same',
      'Captures: 12 in the target, 12 copied now (340 bytes), each by its hash',
      'Index: 14 speeches, 1 withdrawn ones barred, 0 differences to the target’s database',
      expect.stringMatching(/^The target is a whole copy\./),
    ]);
  });

  it('says what is not proved, and why', () => {
    const tables = report.tables.map((table) => ({ ...table, isProved: false }));
    const blobs = { total: 1, copied: 1, bytes: 3, failed: { c3: 'It is damaged.' }, absent: ['c3'] };
    const lines = moveLines({ ...report, tables, blobs, isProved: false });
    expect(lines[1]).toMatch(/DIFFERS$/);
    expect(lines).toContain('not copied  c3  It is damaged.');
    expect(lines).toContain('absent      c3  rows of the target stand on it');
    expect(lines.at(-1)).toMatch(/^The target is NOT a whole copy/);
  });

  it('says what source and target share', () => {
    const lines = moveLines({ ...report, continued: true, blobs: null, index: null });
    expect(lines[0]).toMatch(/gone on with/);
    expect(lines).toEqual(
      expect.arrayContaining([expect.stringMatching(/^Captures: in the same place/), expect.stringMatching(/^Index: the same/)]),
    );
  });
});

describe('the lines of a long work', () => {
  const told = (isTerminal: boolean, ...moments: readonly (Progress & { readonly at: number })[]) => {
    const notes = { ...memoryOutput(), isTerminal };
    let now = 0;
    const progress = new ProgressLines(notes, () => now);
    for (const { at, ...moment } of moments) {
      now = at;
      progress.tell(moment);
    }
    return notes.text();
  };

  it('come for each step and its end, and in between every few seconds', () => {
    const step = 'filling';
    expect(
      told(
        false,
        { at: 0, step, done: 1, total: 9 },
        { at: 4_000, step, done: 2, total: 9 },
        { at: 5_000, step, done: 3, total: 9 },
        { at: 5_001, step, done: 9, total: 9 },
        { at: 5_002, step: 'comparing', done: 4, total: null },
      ),
    ).toBe('filling: 1 of 9\nfilling: 3 of 9\nfilling: 9 of 9\ncomparing: 4\n');
  });

  it('are one that is rewritten on a terminal', () => {
    expect(told(true, { at: 0, step: 'a', done: 1, total: null }, { at: 200, step: 'a', done: 2, total: null })).toBe(
      '\r\u001b[Ka: 1\r\u001b[Ka: 2',
    );
  });
});
