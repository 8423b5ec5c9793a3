import { QuerySyntaxError } from './query/query-syntax-error.js';

/** More speeches than this are not looked through one by one for one query. */
export const MAX_CHECKED = 20_000;

/** The refusal of a query whose placeholders, distances or sections stand beside words that are everywhere. */
export const tooManyToCheck = (): QuerySyntaxError =>
  new QuerySyntaxError(
    `More than ${MAX_CHECKED} speeches would have to be looked through for this query.`,
    0,
    'Add a rarer word beside the placeholder, distance or section.',
  );
