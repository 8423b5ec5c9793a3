import type { DocumentRecord, TimelineEntry } from '#domain';
import { lifeLine } from './life-line.js';

const at = (second: number) => new Date(Date.UTC(2021, 0, 1, 0, 0, second));
const entry = (step: TimelineEntry['step'], second: number, fields: Partial<TimelineEntry> = {}): TimelineEntry => ({
  at: at(second),
  revision: 1,
  step,
  durationMs: null,
  attempt: null,
  parserVersion: null,
  reason: null,
  ...fields,
});
const document = (fields: Partial<DocumentRecord>): DocumentRecord => ({
  id: '1',
  sourceId: '2',
  key: 'push:1',
  url: null,
  revision: 1,
  stage: 'announced',
  state: 'active',
  reason: null,
  crashes: 0,
  attempts: 1,
  stageSince: at(0),
  createdAt: at(0),
  updatedAt: at(0),
  title: null,
  site: null,
  parserVersion: null,
  speechCount: 1,
  ...fields,
});
const states = (fields: Partial<DocumentRecord>, timeline: readonly TimelineEntry[]) =>
  lifeLine(document(fields), timeline).map(({ step, state }) => `${step} ${state}`);

describe('lifeLine', () => {
  it('has no step of the crawler for a pushed body', () => {
    expect(states({}, [entry('accepted', 0), entry('parsed', 1), entry('indexed', 2), entry('announced', 3)])).toEqual([
      'accepted done',
      'parsed done',
      'indexed done',
      'announced done',
    ]);
  });

  it('shows the room that has it now, and those ahead', () => {
    expect(states({ stage: 'accepted', revision: 0 }, [entry('accepted', 0, { revision: 0 })])).toEqual([
      'accepted done',
      'fetched current',
      'parsed ahead',
      'indexed ahead',
      'announced ahead',
    ]);
  });

  it('says since when, how long and how often', () => {
    const steps = lifeLine(document({ stage: 'parsed' }), [entry('accepted', 0), entry('parsed', 4, { durationMs: 250, attempt: 2 })]);
    expect(steps[1]).toMatchObject({ step: 'parsed', sinceMs: 4_000, durationMs: 250, attempts: 2 });
  });

  it('says where and why it was given up', () => {
    const steps = lifeLine(document({ stage: 'fetched', state: 'dead', attempts: 3 }), [
      entry('accepted', 0),
      entry('dead', 9, { reason: 'The page hangs.' }),
    ]);
    expect(steps.find(({ state }) => state === 'failed')).toMatchObject({
      step: 'parsed',
      attempts: 3,
      reason: 'The page hangs.',
      sinceMs: 9_000,
    });
  });

  it('waits for nothing once withdrawn', () => {
    expect(states({ state: 'withdrawn', stage: 'parsed' }, [entry('accepted', 0), entry('parsed', 1)])).not.toContain('indexed current');
  });
});
