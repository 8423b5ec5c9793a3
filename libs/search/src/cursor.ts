import { createHash } from 'node:crypto';
import type { SearchRequest } from './search-index.js';

/** The cursor is none that this search gave out. */
export class BadCursor extends Error {
  override readonly name = 'BadCursor';

  constructor() {
    super('This cursor does not belong to this search.');
  }
}

/** Where a page ended, in an engine's own terms: an offset, or the sort values of the last hit. */
export type Place = readonly (string | number)[];

/** Where a search goes on, as an opaque word that fits this query, its filters and its order only. */
export function cursorAt(place: Place, request: SearchRequest): string {
  return Buffer.from(`${keyOf(request)}${JSON.stringify(place)}`).toString('base64url');
}

const LONGEST = 500;

/** The place behind which the search goes on; null at its beginning. @throws BadCursor */
export function placeOf(request: SearchRequest): Place | null {
  const { cursor } = request;
  if (cursor === undefined) return null;
  const [, key, json = ''] = /^([0-9a-f]{12})(\[.*\])$/.exec(Buffer.from(cursor.slice(0, LONGEST), 'base64url').toString('utf8')) ?? [];
  const place = key === keyOf(request) ? parsed(json) : null;
  if (place === null || cursorAt(place, request) !== cursor) throw new BadCursor();
  return place;
}

function parsed(json: string): Place | null {
  try {
    const place: unknown = JSON.parse(json);
    return Array.isArray(place) && place.every((value) => typeof value === 'string' || typeof value === 'number') ? place : null;
  } catch {
    return null;
  }
}

function keyOf({ query, filters, sort }: SearchRequest): string {
  return createHash('sha256')
    .update(JSON.stringify([query, filters ?? {}, sort ?? null]))
    .digest('hex')
    .slice(0, 12);
}
