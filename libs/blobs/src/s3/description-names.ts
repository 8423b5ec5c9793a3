import { createHash } from 'node:crypto';
import type { BlobDescription } from '../blob-store.js';
import { canonical } from '../descriptions.js';

/** The name of one description's object, `TIME-FINGERPRINT.json`: names in order are descriptions in the order they came. */
export interface DescriptionName {
  readonly name: string;
  /** Milliseconds. */
  readonly time: number;
  readonly fingerprint: string;
}

export interface Described {
  readonly name: DescriptionName;
  readonly description: BlobDescription;
}

const NAME = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)(\d{3})Z-([0-9a-f]{32})\.json$/;

/** Equal for equal descriptions. */
export const fingerprintOf = (description: BlobDescription): string =>
  createHash('sha256').update(canonical(description)).digest('hex').slice(0, 32);

/** Null for names that are none of ours. */
export function descriptionName(name: string): DescriptionName | null {
  const parts = NAME.exec(name);
  if (!parts) return null;
  const [, year, month, day, hour, minute, second, ms, fingerprint = ''] = parts;
  const time = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}.${ms}Z`);
  return Number.isNaN(time) ? null : { name, time, fingerprint };
}

/** A name after all that are there: clocks of several machines differ, and what came later has to stay later. */
export function nextDescriptionName(kept: readonly DescriptionName[], fingerprint: string, now: Date): DescriptionName {
  const time = Math.max(now.getTime(), ...kept.slice(-1).map((last) => last.time + 1));
  const stamp = new Date(time).toISOString().replace(/[-:.]/g, '');
  return { name: `${stamp}-${fingerprint}.json`, time, fingerprint };
}

/** By the time they came. */
export const inOrder = (names: readonly DescriptionName[]): readonly DescriptionName[] =>
  [...names].sort((one, other) => (one.name < other.name ? -1 : 1));

/** One of each fingerprint, the first: two processes may have written the same description at once. */
export function withoutDoubles(names: readonly DescriptionName[]): readonly DescriptionName[] {
  const first = new Map<string, DescriptionName>();
  for (const name of names) if (!first.has(name.fingerprint)) first.set(name.fingerprint, name);
  return [...first.values()];
}
