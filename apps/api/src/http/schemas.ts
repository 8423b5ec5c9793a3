import { z } from 'zod';

/** Text without NUL, lone surrogates and the marks of a wrong encoding: it can be stored, searched and sent back. */
const isCleanText = (text: string): boolean => text.isWellFormed() && !text.includes('\0') && !text.includes('\uFFFD');

export const cleanText = (maxLength: number) =>
  z
    .string()
    .max(maxLength, `is longer than ${maxLength} characters`)
    .refine(isCleanText, { error: 'is not clean UTF-8 text: it has a NUL, half a character, or bytes of another encoding' });

/** An object whose unknown fields are named, together with the known ones. */
export const strict = <Shape extends z.ZodRawShape>(shape: Shape) =>
  z.strictObject(shape, {
    error: (issue) => (issue.code === 'unrecognized_keys' ? `is not known here; known are ${Object.keys(shape).join(', ')}` : undefined),
  });

/** One or several values of the same query parameter, as a list. */
export const oneOrMore = <Item extends z.ZodType<string | number>>(item: Item) =>
  z.union([item, z.array(item).max(50)]).transform((given) => (Array.isArray(given) ? given : [given]));

/** Ids are UUIDs of any version. */
export const idOf = (name: string) => z.guid(`is not an id; a ${name} has an id like 018f4d4c-5b1e-7cc3-98c4-dc0c0c07398f`);

export const pathId = (name: string) => strict({ id: idOf(name) });

/** `YYYY`, `YYYY-MM` or `YYYY-MM-DD`. */
export const partialDate = z
  .string()
  .regex(/^\d{4}(-\d{2}(-\d{2})?)?$/, 'is not a date; write 2021, 2021-03 or 2021-03-15')
  .refine(isRealDate, 'is not a day of the calendar');

function isRealDate(text: string): boolean {
  const [year = 0, month = 1, day = 1] = text.split('-').map(Number);
  const date = new Date(Date.UTC(year, month - 1, day));
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
}

export const pageSize = (most: number, usual: number) => z.coerce.number().int().min(1).max(most).default(usual);

export const cursor = cleanText(2_000).describe('The nextCursor of the page before.');
