/** Share of a property's cases that a usual test run tries. */
const USUAL = 0.25;

/** Cases of a property: a share of what a spec asks for, or `PARSING_CASES` times as many for a long search. */
export const runs = (asked: number): number => Math.ceil(asked * Number(process.env.PARSING_CASES ?? USUAL));

/** Cases of a rate, which means nothing on fewer: as many as a spec asks for, more in a long search. */
export const sampleOf = (asked: number): number => Math.max(asked, runs(asked));
