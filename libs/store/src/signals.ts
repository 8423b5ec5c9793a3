export type Topic = 'outbox' | 'events' | 'reparses';

/** Nudges inside this process, after a commit. They save waiting and promise nothing: whoever listens looks by itself as well. */
export class Signals {
  private readonly listeners = new Map<Topic, Set<() => void>>();

  /** Returns the function that ends the listening. */
  on(topic: Topic, listener: () => void): () => void {
    const listeners = this.listeners.get(topic) ?? new Set();
    this.listeners.set(topic, listeners.add(listener));
    return () => listeners.delete(listener);
  }

  notify(topic: Topic): void {
    for (const listener of this.listeners.get(topic) ?? []) listener();
  }
}
