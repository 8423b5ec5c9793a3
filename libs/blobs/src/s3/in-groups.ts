/** Requests of one call at a time. */
const AT_ONCE = 16;

/** In the order of what was given. */
export async function inGroups<Given, Result>(given: readonly Given[], work: (one: Given) => Promise<Result>): Promise<readonly Result[]> {
  const results: Result[] = [];
  for (let at = 0; at < given.length; at += AT_ONCE) results.push(...(await Promise.all(given.slice(at, at + AT_ONCE).map(work))));
  return results;
}
