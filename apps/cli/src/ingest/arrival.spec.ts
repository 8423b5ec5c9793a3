import { memoryOutput } from '../testing/memory-output.js';
import { type Arrival, hasArrived, summaryOf } from './arrival.js';
import { jsonProgress, lineProgress } from './progress.js';

const anArrival = (fields: Partial<Arrival>): Arrival => ({
  input: 'page.txt',
  fate: 'searchable',
  documentId: 'd1',
  reason: null,
  speeches: [],
  ...fields,
});
const speeches = [
  { id: 's1', title: '讲话' },
  { id: 's2', title: '党课\u001b[2J' },
];

describe('what an ingest says', () => {
  it('sums up by fate, what is wanted first', () => {
    const arrivals = [anArrival({ fate: 'failed' }), anArrival({ speeches }), anArrival({ fate: 'unchanged' }), anArrival({})];
    expect(summaryOf(arrivals, 1.25)).toBe('4 inputs in 1.3 s: 2 searchable (2 speeches), 1 unchanged, 1 failed');
    expect(summaryOf([], 0)).toBe('0 inputs in 0.0 s: nothing to do');
  });

  it.each([
    ['searchable', true],
    ['unchanged', true],
    ['accepted', true],
    ['empty', false],
    ['failed', false],
    ['withdrawn', false],
    ['refused', false],
    ['unreadable', false],
    ['unsent', false],
    ['late', false],
  ] as const)('%s has arrived: %p', (fate, arrived) => {
    expect(hasArrived(anArrival({ fate }))).toBe(arrived);
  });

  it('writes one line per input, without what could steer the terminal', async () => {
    const output = memoryOutput();
    const progress = lineProgress(output, memoryOutput(), (id) => `http://a.example/documents/${id}`);
    await progress.arrived(anArrival({ speeches }));
    await progress.arrived(anArrival({ fate: 'refused', documentId: null, reason: 'The body is empty.' }));
    await progress.finished('done');
    expect(output.lines()).toEqual([
      'searchable  page.txt  2 speeches: 讲话; 党课[2J  http://a.example/documents/d1',
      'refused     page.txt  The body is empty.',
      'done',
    ]);
  });

  it('keeps JSON lines and the summary apart', async () => {
    const output = memoryOutput();
    const notes = memoryOutput();
    const progress = jsonProgress(output, notes);
    await progress.arrived(anArrival({ speeches }));
    await progress.finished('done');
    expect(JSON.parse(output.text())).toMatchObject({ input: 'page.txt', fate: 'searchable', speeches: [{ id: 's1' }, { id: 's2' }] });
    expect(notes.text()).toBe('done\n');
  });
});
