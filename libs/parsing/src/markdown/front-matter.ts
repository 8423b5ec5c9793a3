import { firstDate } from '#text';

/** What stands above the text of a Markdown file, between two rules, about it. */
export interface FrontMatter {
  /** Where the text begins; 0 without front matter. */
  readonly end: number;
  readonly fields: ReadonlyMap<string, string>;
}

const LONGEST = 16 * 1024;
const RULE = /^(?:---|\.\.\.)[ \t]*$/;
const FIELD = /^([\p{L}][\p{L}\p{N}_ -]{0,40})[ \t]*[:：](?:[ \t]+|$)(.*)$/u;

/** Reads the front matter of a source, if it begins with some: simple fields, one a line; lists and texts below a field are left alone. */
export function readFrontMatter(source: string): FrontMatter {
  const none = { end: 0, fields: new Map<string, string>() };
  const head = source.slice(0, LONGEST);
  if (!/^---[ \t]*\r?\n/.test(head)) return none;
  const fields = new Map<string, string>();
  let at = head.indexOf('\n') + 1;
  while (at < head.length) {
    const lineEnd = head.indexOf('\n', at);
    const line = head.slice(at, lineEnd < 0 ? head.length : lineEnd).trimEnd();
    at = lineEnd < 0 ? head.length : lineEnd + 1;
    if (RULE.test(line)) return fields.size === 0 ? none : { end: at, fields };
    const [, name, value = ''] = FIELD.exec(line) ?? [];
    if (name === undefined && line.trim() !== '' && !/^(?:[ \t]|- |#)/.test(line)) return none;
    if (name !== undefined && value !== '') fields.set(name.trim().toLowerCase(), unquoted(value.trim()));
  }
  return none;
}

/** Without the quotes of a text or the brackets of a list. */
const unquoted = (value: string): string => /^(["'])(.*)\1$/.exec(value)?.[2] ?? /^\[(.*)\]$/.exec(value)?.[1] ?? value;

/** The first of several names that a field goes by. */
export const fieldOf = ({ fields }: FrontMatter, ...names: readonly string[]): string | null =>
  names.map((name) => fields.get(name)).find((value) => value !== undefined && value !== '') ?? null;

/** The day a field names, as exact as it does. */
export const dateOf = (value: string | null): string | null =>
  value === null ? null : (/^\d{4}-\d{2}-\d{2}/.exec(value)?.[0] ?? firstDate(value)?.date ?? null);
