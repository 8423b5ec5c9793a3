import { fold } from '#text';

/** What sites and kinds are compared by in queries: width, case and script folded, white space at the ends left out. */
export const foldedTag = (value: string | null): string | null => (value === null ? null : fold(value).trim());
