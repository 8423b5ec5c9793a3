/** Share of a property's cases that a usual test run tries. */
const USUAL = 0.4;

/** Cases of a property: a share of what a spec asks for, or `PARSING_CASES` times as many for a long search. */
export const runs = (asked: number): number => Math.ceil(asked * Number(process.env.PARSING_CASES ?? USUAL));
