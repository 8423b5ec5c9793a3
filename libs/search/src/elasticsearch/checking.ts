import type { estypes } from '@elastic/elasticsearch';
import { matches } from '../matching/matches.js';
import { SearchedSpeech } from '../matching/searched-speech.js';
import { MAX_CHECKED, tooManyToCheck } from '../too-many-to-check.js';
import { type Check, filled, type Plan } from './compile.js';
import type { Dsl } from './dsl.js';
import { entryOf, type StoredSpeech } from './mapping.js';

/** Speeches fetched at a time. */
const PAGE = 200;

export type Ask = (body: estypes.SearchRequest) => Promise<estypes.SearchResponse<StoredSpeech>>;

/** The hits' query with the checks of the plan done, one after the other: a later one may build on an earlier. @throws QuerySyntaxError */
export async function checkedQuery(plan: Plan, restrictions: readonly Dsl[], ask: Ask): Promise<estypes.SearchRequest> {
  const found = new Map<number, readonly string[]>();
  const restricted = (dsl: Dsl): estypes.SearchRequest => ({ query: { bool: { must: [filled(dsl, found)], filter: [...restrictions] } } });
  for (const check of plan.checks) found.set(check.number, await passing(check, restricted(check.candidates), ask));
  return restricted(plan.hits);
}

async function passing({ node }: Check, candidates: estypes.SearchRequest, ask: Ask): Promise<string[]> {
  const ids: string[] = [];
  let seen = 0;
  for await (const speeches of pagesOf(candidates, ask)) {
    seen += speeches.length;
    if (seen > MAX_CHECKED) throw tooManyToCheck();
    ids.push(...speeches.filter((speech) => matches(new SearchedSpeech(entryOf(speech)), node)).map(({ speech_id }) => speech_id));
  }
  return ids;
}

async function* pagesOf(candidates: estypes.SearchRequest, ask: Ask): AsyncGenerator<StoredSpeech[]> {
  let after: string | undefined;
  for (;;) {
    const { hits } = await ask({
      ...candidates,
      size: PAGE,
      sort: [{ speech_id: 'asc' }],
      ...(after !== undefined && { search_after: [after] }),
    });
    const speeches = hits.hits.flatMap(({ _source }) => _source ?? []);
    yield speeches;
    if (speeches.length < PAGE) return;
    after = speeches.at(-1)?.speech_id;
  }
}
