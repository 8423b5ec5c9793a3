import type { QueueBoard } from '#queue';
import { LatestFigures } from './latest-figures.js';

/** A board whose answers come when the spec says so. */
function slowBoard() {
  const answers: PromiseWithResolvers<never[]>[] = [];
  const overview = () => {
    const answer = Promise.withResolvers<never[]>();
    answers.push(answer);
    return answer.promise;
  };
  return { board: { overview } as unknown as QueueBoard, answers };
}

describe('LatestFigures', () => {
  const realNow = performance.now;
  let now = 0;

  beforeEach(() => {
    now = 1_000;
    performance.now = () => now;
  });
  afterEach(() => {
    performance.now = realNow;
  });

  it('asks once for everybody who comes within a second, and not again while the answer is under way', async () => {
    const { board, answers } = slowBoard();
    const figures = new LatestFigures(board);
    const first = Array.from({ length: 50 }, () => figures.get());
    now += 5_000;
    const late = figures.get();
    expect(answers).toHaveLength(1);
    answers[0]?.resolve([]);
    await Promise.all([...first, late]);
    now += 999;
    await figures.get();
    expect(answers).toHaveLength(1);
    now += 2;
    figures.get();
    expect(answers).toHaveLength(2);
  });

  it('asks again at once after a change, and a second after a fault', async () => {
    const { board, answers } = slowBoard();
    const figures = new LatestFigures(board);
    const failed = figures.get();
    answers[0]?.reject(new Error('no database'));
    await expect(failed).rejects.toThrow('no database');
    await expect(figures.get()).rejects.toThrow('no database');
    now += 1_001;
    figures.get();
    figures.renew();
    figures.get();
    expect(answers).toHaveLength(3);
  });
});
