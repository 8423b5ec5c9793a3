/** What may end a piece of work from outside. */
export interface Deadline {
  readonly timeoutMs: number;
  /** Names the work in the sentence that says it took too long. */
  readonly what: string;
  readonly signals: readonly AbortSignal[];
}

/** Runs the work under one signal; the first of time and signals ends it and is what it rejects with. Leaves no timer or listener behind. */
export async function withDeadline<Result>(
  { timeoutMs, what, signals }: Deadline,
  work: (signal: AbortSignal) => Promise<Result>,
): Promise<Result> {
  const controller = new AbortController();
  const { signal } = controller;
  const stops = signals.map((outer) => ({ outer, stop: () => controller.abort(outer.reason) }));
  for (const { outer, stop } of stops) outer.aborted ? stop() : outer.addEventListener('abort', stop, { once: true });
  const timer = setTimeout(
    () => controller.abort(new Error(`${what} took longer than ${timeoutMs / 1_000} s as a whole; it is tried again.`)),
    timeoutMs,
  );
  try {
    signal.throwIfAborted();
    return await work(signal);
  } catch (error) {
    throw signal.aborted ? signal.reason : error;
  } finally {
    clearTimeout(timer);
    for (const { outer, stop } of stops) outer.removeEventListener('abort', stop);
  }
}
