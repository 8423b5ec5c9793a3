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
  notBefore: null,
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
  lifeLine(document(fields), timeline, at(10)).map(({ step, state }) => `${step} ${state}`);

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
    const steps = lifeLine(
      document({ stage: 'parsed' }),
      [entry('accepted', 0), entry('parsed', 4, { durationMs: 250, attempt: 2 })],
      at(10),
    );
    expect(steps[1]).toMatchObject({ step: 'parsed', sinceMs: 4_000, durationMs: 250, attempts: 2 });
  });

  it('says where and why it was given up', () => {
    const timeline = [entry('accepted', 0), entry('dead', 9, { reason: 'The page hangs.' })];
    const steps = lifeLine(document({ stage: 'fetched', state: 'dead', attempts: 3 }), timeline, at(10));
    expect(steps.find(({ state }) => state === 'failed')).toMatchObject({
      step: 'parsed',
      attempts: 3,
      reason: 'The page hangs.',
      sinceMs: 9_000,
    });
  });

  it.each(['dead', 'discarded'] as const)('shows the rooms behind a failure as never reached when the document is %s', (state) => {
    expect(states({ stage: 'fetched', state }, [entry('accepted', 0), entry('dead', 9)])).toEqual([
      'accepted done',
      'parsed failed',
      'indexed unreached',
      'announced unreached',
    ]);
  });

  it('says when a retry is due, and no more once its time has come', () => {
    const retried = document({ stage: 'accepted', revision: 0, attempts: 2, notBefore: at(60) });
    const timeline = [entry('accepted', 0, { revision: 0 }), entry('retry', 9, { revision: 0, reason: 'The site is away.' })];
    const fetching = (now: Date) => lifeLine(retried, timeline, now)[1];
    expect(fetching(at(10))).toMatchObject({ state: 'current', attempts: 2, nextTryAt: at(60), reason: 'The site is away.' });
    expect(fetching(at(61))?.nextTryAt).toBeNull();
  });

  it('waits for nothing once withdrawn', () => {
    expect(states({ state: 'withdrawn', stage: 'parsed' }, [entry('accepted', 0), entry('parsed', 1)])).not.toContain('indexed current');
  });
});
