import { SharedSync } from './shared-sync.js';

/** A flush that a spec ends by hand. */
function stoppedFlush() {
  const started: { folder: string; end: () => void; fail: (error: Error) => void }[] = [];
  const flush = (folder: string) => new Promise<void>((end, fail) => started.push({ folder, end, fail }));
  return { started, flush };
}
const settle = () => new Promise<void>((resolve) => setImmediate(resolve));

describe('shared flushes of a folder', () => {
  it('give all who come during a flush one further flush, and never the running one', async () => {
    const { started, flush } = stoppedFlush();
    const sync = new SharedSync(flush);
    const done: string[] = [];
    const first = sync.sync('a').then(() => done.push('first'));
    const later = ['second', 'third'].map((who) => sync.sync('a').then(() => done.push(who)));
    expect(started).toHaveLength(1);
    started[0]?.end();
    await first;
    await settle();
    expect([started.length, done]).toEqual([2, ['first']]);
    started[1]?.end();
    await Promise.all(later);
    expect(done).toEqual(['first', 'second', 'third']);
  });

  it('do not wait for other folders', () => {
    const { started, flush } = stoppedFlush();
    const sync = new SharedSync(flush);
    void sync.sync('a');
    void sync.sync('b');
    expect(started.map(({ folder }) => folder)).toEqual(['a', 'b']);
  });

  it('tell a failure to those who waited for it only', async () => {
    const { started, flush } = stoppedFlush();
    const sync = new SharedSync(flush);
    const first = sync.sync('a');
    const second = sync.sync('a');
    started[0]?.fail(new Error('EIO'));
    await expect(first).rejects.toThrow('EIO');
    await settle();
    started[1]?.end();
    await expect(second).resolves.toBeUndefined();
  });
});
