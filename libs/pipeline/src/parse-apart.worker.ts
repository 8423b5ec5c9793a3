import parse, { type ParseTask } from './parse.worker.js';

/** A process for one page: it takes the page, answers and ends. When its parent is gone it ends at once. */
process.once('message', async (task: ParseTask) => {
  const answer = await parse(task);
  process.send?.(answer, () => process.disconnect());
});
process.once('disconnect', () => process.exit());
