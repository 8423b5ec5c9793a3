import { Loop } from './loop.js';

const until = async (condition: () => boolean): Promise<void> => {
  while (!condition()) await new Promise((resolve) => setImmediate(resolve));
};

describe('Loop', () => {
  it('runs once more when it is nudged during a run, and never twice at once', async () => {
    let runs = 0;
    let running = 0;
    const loop = new Loop(
      async () => {
        running += 1;
        expect(running).toBe(1);
        runs += 1;
        if (runs === 1) loop.nudge();
        await new Promise((resolve) => setImmediate(resolve));
        running -= 1;
      },
      60_000,
      () => undefined,
    );
    loop.start();
    await until(() => runs === 2 && running === 0);
    await loop.stop();
    expect(runs).toBe(2);
  });

  it('tells of an error and goes on', async () => {
    const told: string[] = [];
    let runs = 0;
    const loop = new Loop(
      async () => {
        runs += 1;
        if (runs === 1) throw new Error('the queue is away');
      },
      1,
      (error) => told.push(error.message),
    );
    loop.start();
    await until(() => runs >= 2);
    await loop.stop();
    expect(told).toEqual(['the queue is away']);
  });

  it('finishes the run in hand when it is stopped and begins no other', async () => {
    let finished = 0;
    const loop = new Loop(
      async () => {
        await new Promise((resolve) => setTimeout(resolve, 5));
        finished += 1;
      },
      1,
      () => undefined,
    );
    loop.start();
    await loop.stop();
    loop.nudge();
    expect(finished).toBe(1);
  });
});
