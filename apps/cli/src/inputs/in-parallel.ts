/** Runs the work for each input, so many at a time, and starts the next as soon as one is done. The first that fails stops the rest. */
export async function inParallel<T>(
  inputs: Iterable<T> | AsyncIterable<T>,
  atOnce: number,
  work: (input: T) => Promise<void>,
): Promise<void> {
  const source = Symbol.asyncIterator in inputs ? inputs[Symbol.asyncIterator]() : inputs[Symbol.iterator]();
  let stopped = false;
  const lane = async () => {
    while (!stopped) {
      const { value, done } = await source.next();
      if (done) return;
      await work(value);
    }
  };
  const lanes = Array.from({ length: atOnce }, () =>
    lane().catch((error: unknown) => {
      stopped = true;
      throw error;
    }),
  );
  await Promise.all(lanes);
}
