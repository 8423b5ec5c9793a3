import { Unprocessable } from '#domain';

/** Lines, and pieces between markup, that a result fits in the memory of a worker with: far more than any speech or book has. */
const MAX_LINES = 250_000;
const MAX_PIECES = 1_100_000;

/** Throws Unprocessable `page-too-large` for a text of more than 250,000 lines or 1,100,000 pieces. */
export function refuseTooLarge({ lines = 0, pieces = 0 }: { readonly lines?: number; readonly pieces?: number }): void {
  if (lines <= MAX_LINES && pieces <= MAX_PIECES) return;
  throw new Unprocessable('page-too-large', 'The file has more lines or marks than any text. Send it in parts.');
}
