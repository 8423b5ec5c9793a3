import { pino } from 'pino';
import { TryLater } from '#domain';
import { Waiting } from './waiting.js';

describe('waiting for a server', () => {
  const stopped = new AbortController();
  const waiting = new Waiting(pino({ level: 'silent' }), stopped.signal);

  it('asks again until it answers, and says meanwhile what is missing', async () => {
    let asked = 0;
    const opened = waiting.for('search', async () => {
      asked += 1;
      if (asked === 1) throw new TryLater(1, 'nobody listens');
      return 'open';
    });
    await new Promise((resolve) => setImmediate(resolve));
    expect(waiting.missing).toEqual({ search: 'nobody listens' });
    expect(await opened).toBe('open');
    expect([asked, waiting.missing]).toEqual([2, {}]);
  });

  it('passes on what needs a person at once', async () => {
    await expect(waiting.for('search', () => Promise.reject(new Error('wrong password')))).rejects.toThrow('wrong password');
  });

  it('ends when the program is to stop', async () => {
    const opened = waiting.for('search', () => Promise.reject(new TryLater(1, 'away')));
    stopped.abort();
    await expect(opened).rejects.toThrow('abort');
  });
});
