/** What PostgreSQL's text and jsonb cannot hold: U+0000 and halves of surrogate pairs. */
const UNSTORABLE = /\0|\p{Surrogate}/gu;
/** The same in JSON, escaped; it may also meet a printed backslash, which then costs one needless look. */
const UNSTORABLE_JSON = /\\u(?:0000|d[89a-f])/i;

/**
 * The one rule at this edge: what the database cannot hold becomes U+FFFD. One UTF-16 unit stands for one, so all offsets stay true, and
 * no input can make a write fail. The bytes of the capture keep the original.
 */
export function storable(text: string): string {
  return text.isWellFormed() && !text.includes('\0') ? text : text.replace(UNSTORABLE, '\uFFFD');
}

export const storableOrNull = (text: string | null | undefined): string | null => (text == null ? null : storable(text));

/** JSON for a jsonb parameter, by the same rule for every string and every name in it. */
export function storableJson(value: unknown): string {
  const json = JSON.stringify(value);
  return UNSTORABLE_JSON.test(json) ? JSON.stringify(cleaned(value)) : json;
}

function cleaned(value: unknown): unknown {
  if (typeof value === 'string') return storable(value);
  if (Array.isArray(value)) return value.map(cleaned);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([name, field]) => [storable(name), cleaned(field)]));
}

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Ids from outside may be anything; what is no UUID is the id of nothing. */
export const isUuid = (id: string): boolean => UUID.test(id);

/** Keeps a count from outside within what a statement may be asked for. */
export const within = (least: number, value: number, most: number): number =>
  Number.isNaN(value) ? least : Math.trunc(Math.min(Math.max(value, least), most));
