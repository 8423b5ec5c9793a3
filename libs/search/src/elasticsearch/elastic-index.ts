import type { Client, estypes } from '@elastic/elasticsearch';
import { cursorAt, type Place, placeOf } from '../cursor.js';
import { highlights } from '../highlights/highlights.js';
import { type SearchEntry, SearchIndex, type SearchRequest, type SpeechHits } from '../search-index.js';
import { bestSuggestions, MAX_PREFIX, type Suggestion } from '../suggestions.js';
import { prefixForm } from '../tokens/phrase-forms.js';
import { type Write, writeInBulk } from './bulk.js';
import { checkedQuery } from './checking.js';
import { compile } from './compile.js';
import { formsIn } from './dsl.js';
import { asTrouble, blocked, isIndexMissing } from './errors.js';
import { entryOf, type StoredSpeech, storedSpeech, stub } from './mapping.js';
import { ensureIndex, type Names } from './place.js';
import { aggregationsOf, facetsOf, narrowing, type Order, restrictions, SORTS } from './search-body.js';

/** Ids asked for in one request, and speeches looked at for one suggestion. */
const ID_PAGE = 1_000;
const SUGGESTING = 100;

interface SpeechVersion {
  readonly speechId: string;
  readonly version: number;
}

export interface ElasticIndexOptions {
  readonly prefix: string;
  readonly archiveId: string | null;
  readonly names: Names;
}

/**
 * SearchIndex on Elasticsearch, for as many processes as needed. A speech's entry and its withdrawal share one counter of external versions,
 * twice the speech's own: an entry is even and its withdrawal one more, so each beats what is older and neither can be repeated to harm.
 */
export class ElasticIndex extends SearchIndex {
  private making: Promise<void> | null = null;

  constructor(
    private readonly client: Client,
    private readonly options: ElasticIndexOptions,
  ) {
    super();
  }

  override upsert(entries: readonly SearchEntry[]): Promise<void> {
    return this.write(entries.map((entry) => ({ id: entry.speechId, version: entry.version * 2, document: storedSpeech(entry) })));
  }

  override withdraw(speeches: readonly SpeechVersion[]): Promise<void> {
    return this.write(
      speeches.map(({ speechId, version }) => ({ id: speechId, version: version * 2 + 1, document: stub(speechId, version) })),
    );
  }

  override async search(request: SearchRequest): Promise<SpeechHits> {
    const startedAt = performance.now();
    const after = placeOf(request);
    const size = Math.min(100, Math.max(1, Math.trunc(request.size ?? 10)));
    const plan = compile(request.query);
    const answer = await this.ask({
      ...(await checkedQuery(plan, restrictions(request), (body) => this.ask(body))),
      post_filter: narrowing(request),
      sort: SORTS[orderOf(request, plan.ranked)],
      // One more than shown tells whether there is a next page.
      size: size + 1,
      track_total_hits: true,
      aggs: aggregationsOf(request),
      ...(after && { search_after: [...after] }),
    });
    const shown = answer.hits.hits.slice(0, size);
    const more = answer.hits.hits.length > size;
    return {
      hits: shown.flatMap(({ _source, _score }) => (_source ? hitOf(_source, _score ?? 0, request) : [])),
      total: totalOf(answer),
      facets: facetsOf(request, answer.aggregations ?? {}),
      nextCursor: more ? cursorAt((shown.at(-1)?.sort ?? []) as Place, request) : null,
      tookMs: Math.round((performance.now() - startedAt) * 10) / 10,
    };
  }

  override async versions(speechIds: readonly string[]): Promise<ReadonlyMap<string, number>> {
    const found = new Map<string, number>();
    for (let from = 0; from < speechIds.length; from += ID_PAGE) {
      const values = speechIds.slice(from, from + ID_PAGE);
      const query = { bool: { filter: [{ ids: { values } }, { term: { live: true } }] } };
      for (const { speechId, version } of await this.versionsOf({ query, size: ID_PAGE })) found.set(speechId, version);
    }
    return found;
  }

  override async entries(afterSpeechId: string | null, limit: number): Promise<readonly SpeechVersion[]> {
    const entries: SpeechVersion[] = [];
    for (let after = afterSpeechId; entries.length < limit; after = entries.at(-1)?.speechId ?? null) {
      const size = Math.min(ID_PAGE, limit - entries.length);
      const place = after === null ? {} : { search_after: [after] };
      const page = await this.versionsOf({ query: { term: { live: true } }, size, sort: [{ speech_id: 'asc' }], ...place });
      entries.push(...page);
      if (page.length < size) break;
    }
    return entries;
  }

  override async suggest(prefix: string, limit: number): Promise<Suggestion[]> {
    const words = prefix.slice(0, MAX_PREFIX);
    const form = prefixForm(words);
    if (!form) return [];
    const query = { bool: { must: [formsIn(['title', 'headings'], [form])], filter: [{ term: { live: true } }] } };
    const { hits } = await this.ask({ query, size: SUGGESTING });
    const lines = hits.hits.flatMap(({ _source }) => (_source ? linesOf(_source) : []));
    return bestSuggestions(lines, words, limit);
  }

  /** Drawn by the engine at the making, whoever asks for that. */
  override async identity(): Promise<string> {
    return String((await this.settings('index.uuid'))['index.uuid']);
  }

  /** An index that takes no writes, as when the disk is full, can still be searched. */
  override async ping(): Promise<void> {
    const [blocks] = await Promise.all([this.settings('index.blocks.*'), this.ask({ size: 0, track_total_hits: false })]);
    const set = Object.keys(blocks).filter((name) => blocks[name] === 'true');
    if (set.length > 0) throw blocked(`the index has ${set.join(', ')}`);
  }

  override async close(): Promise<void> {
    await this.making;
    await this.client.close();
  }

  private async write(writes: readonly Write[]): Promise<void> {
    if (writes.length === 0) return;
    await this.making;
    try {
      await writeInBulk(this.client, writes, { index: this.options.names.write });
    } catch (error) {
      throw this.makeAnewIfGone(error);
    }
  }

  private async ask(body: estypes.SearchRequest): Promise<estypes.SearchResponse<StoredSpeech>> {
    await this.making;
    try {
      return await this.client.search<StoredSpeech>({ index: this.options.names.read, ...body });
    } catch (error) {
      throw this.makeAnewIfGone(asTrouble(error));
    }
  }

  /** Those of the index that have such a name. */
  private async settings(name: string): Promise<Readonly<Record<string, unknown>>> {
    await this.making;
    try {
      const found = await this.client.indices.getSettings({ index: this.options.names.write, name, flat_settings: true });
      return Object.assign({}, ...Object.values(found).map(({ settings }) => settings));
    } catch (error) {
      throw this.makeAnewIfGone(asTrouble(error));
    }
  }

  private async versionsOf(body: estypes.SearchRequest): Promise<SpeechVersion[]> {
    const { hits } = await this.ask({ ...body, _source: ['speech_id', 'version'] });
    return hits.hits.flatMap(({ _source }) => (_source ? { speechId: _source.speech_id, version: _source.version } : []));
  }

  /** An index that somebody deleted is made again, once; the caller comes back later. */
  private makeAnewIfGone(error: unknown): unknown {
    if (error instanceof Error && isIndexMissing(error.cause)) this.making ??= this.makeAnew();
    return error;
  }

  private async makeAnew(): Promise<void> {
    try {
      await ensureIndex(this.client, this.options.prefix, this.options.archiveId);
    } catch {
      // The next call meets what is wrong and says so.
    } finally {
      this.making = null;
    }
  }
}

const orderOf = ({ sort = 'relevance' }: SearchRequest, ranked: boolean): Order => (sort === 'relevance' && !ranked ? 'newest' : sort);

function hitOf(speech: StoredSpeech, score: number, { query }: SearchRequest): SpeechHits['hits'][number] {
  const entry = entryOf(speech);
  return { speechId: entry.speechId, documentId: entry.documentId, score, ...highlights(entry, query) };
}

const totalOf = ({ hits: { total } }: estypes.SearchResponse): number => (typeof total === 'number' ? total : (total?.value ?? 0));

function linesOf({ speech_id: speechId, original: { title, outline } }: StoredSpeech): Suggestion[] {
  const headings = outline.map(({ text }): Suggestion => ({ text, field: 'heading', speechId }));
  return [{ text: title, field: 'title', speechId }, ...headings];
}
