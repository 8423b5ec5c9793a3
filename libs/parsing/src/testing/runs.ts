/** Cases of a property: as many as a spec asks for, or `PARSING_CASES` times as many for a long search. */
export const runs = (few: number): number => Math.ceil(few * Number(process.env.PARSING_CASES ?? 1));
