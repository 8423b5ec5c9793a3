/** Stands on every page result. Grows with each change of a rule, so that results of older rules can be found and redone. */
export const PARSER_VERSION = '1.3.0';
