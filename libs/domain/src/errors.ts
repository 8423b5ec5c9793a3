/** Will fail the same way tomorrow: the work becomes a dead letter at once. */
export class Unprocessable extends Error {
  override readonly name = 'Unprocessable';

  /** `code` groups dead letters: stable kebab-case words, no ids. `message` is one sentence for a person. */
  constructor(
    readonly code: string,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/** The far side asked for patience: the work waits and uses up no attempt. */
export class TryLater extends Error {
  override readonly name = 'TryLater';

  constructor(
    readonly delayMs: number,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/** What a room says when it is through with a job. `skipped` is a normal answer: a newer revision, a withdrawn document, work already done. */
export type Outcome = { readonly kind: 'done' } | { readonly kind: 'skipped'; readonly reason: string };

export const done = (): Outcome => ({ kind: 'done' });
export const skipped = (reason: string): Outcome => ({ kind: 'skipped', reason });
