import { z } from 'zod';
import type { BlobDescription } from './blob-store.js';

/** Fields that a newer version has added are kept when this one merges. */
const stored = z.looseObject({
  url: z.string().nullable(),
  finalUrl: z.string().nullable(),
  key: z.string(),
  source: z.string(),
  fileName: z.string().nullable(),
  contentType: z.string().nullable(),
  headers: z.record(z.string(), z.string()),
  capturedAt: z.string(),
  receivedAt: z.string(),
});

/** Reads what `descriptionToJson` has written. Throws when it is anything else. */
export function descriptionFromJson(json: string): BlobDescription {
  return stored.parse(JSON.parse(json));
}

/** Reads what `descriptionsToJson` has written. Throws when it is anything else. */
export function descriptionsFromJson(json: string): readonly BlobDescription[] {
  return z.array(stored).parse(JSON.parse(json));
}

export const descriptionToJson = (description: BlobDescription): string => `${JSON.stringify(description, null, 2)}\n`;

export const descriptionsToJson = (descriptions: readonly BlobDescription[]): string => `${JSON.stringify(descriptions, null, 2)}\n`;

/** The same array when the description is already in it, so that the caller sees there is nothing to write. */
export function withDescription(kept: readonly BlobDescription[], added: BlobDescription): readonly BlobDescription[] {
  const wanted = canonical(added);
  return kept.some((description) => canonical(description) === wanted) ? kept : [...kept, added];
}

/** Equal for equal descriptions, in whatever order fields and headers come. */
export function canonical(description: BlobDescription): string {
  return JSON.stringify(description, (_key, value: unknown) =>
    typeof value === 'object' && value !== null ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))) : value,
  );
}
