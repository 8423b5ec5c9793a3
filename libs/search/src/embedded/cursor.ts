import { createHash } from 'node:crypto';
import type { SearchRequest } from '../search-index.js';

/** The cursor is none that this search gave out. */
export class BadCursor extends Error {
  override readonly name = 'BadCursor';

  constructor() {
    super('This cursor does not belong to this search.');
  }
}

/** Where a search goes on, as an opaque word that fits this query, its filters and its order only. */
export function cursorAt(offset: number, request: SearchRequest): string {
  return Buffer.from(`${offset}.${keyOf(request)}`).toString('base64url');
}

/** The number of hits before the page; 0 without a cursor. @throws BadCursor */
export function offsetOf(request: SearchRequest): number {
  if (request.cursor === undefined) return 0;
  const [, offset, key] = /^(\d{1,9})\.([0-9a-f]+)$/.exec(Buffer.from(request.cursor, 'base64url').toString('latin1')) ?? [];
  if (offset === undefined || key !== keyOf(request) || cursorAt(Number(offset), request) !== request.cursor) throw new BadCursor();
  return Number(offset);
}

function keyOf({ query, filters, sort }: SearchRequest): string {
  return createHash('sha256')
    .update(JSON.stringify([query, filters ?? {}, sort ?? null]))
    .digest('hex')
    .slice(0, 12);
}
