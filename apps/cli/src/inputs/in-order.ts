/**
 * Runs the work for each input, so many at a time, and yields the results in the order of the inputs. Takes an input from the source only
 * when there is room for it, so that endless sources are fine.
 */
export async function* inOrder<T, R>(
  inputs: Iterable<T> | AsyncIterable<T>,
  atOnce: number,
  work: (input: T) => Promise<R>,
): AsyncGenerator<R> {
  const running: Promise<R>[] = [];
  for await (const input of inputs) {
    const result = work(input);
    // its fault is met when its turn comes
    result.catch(() => undefined);
    running.push(result);
    const first = running.length >= atOnce ? running.shift() : undefined;
    if (first) yield await first;
  }
  for (const result of running) yield await result;
}
