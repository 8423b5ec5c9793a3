import { Injectable } from '@nestjs/common';
import type { SpeechRecord } from '#domain';
import { parseQuery, type QueryNode, QuerySyntaxError, SearchIndex, type SpeechHit, type SpeechHits } from '#search';
import { Speeches } from '#store';
import { type SearchQuery, searchRequest } from './search-query.js';

export interface FoundSpeech {
  readonly hit: SpeechHit;
  readonly speech: SpeechRecord;
}

export interface Found extends Omit<SpeechHits, 'hits'> {
  readonly found: readonly FoundSpeech[];
}

/** Asks the index and fetches the rows. A hit whose row is gone in between is left out. */
@Injectable()
export class Search {
  constructor(
    private readonly index: SearchIndex,
    private readonly speeches: Speeches,
  ) {}

  async find(query: SearchQuery): Promise<Found> {
    const { hits, ...rest } = await this.index.search(searchRequest(query));
    const rows = await this.speeches.many(hits.map(({ speechId }) => speechId));
    const found = hits.flatMap((hit) => {
      const speech = rows.get(hit.speechId);
      return speech ? [{ hit, speech }] : [];
    });
    return { ...rest, found };
  }

  /** Ranges of the speech's text that answer the query. A query that cannot be read marks nothing. */
  async marksIn({ id, text }: SpeechRecord, q: string | null): Promise<(readonly [from: number, to: number])[]> {
    const query = q === null ? null : readable(q);
    if (!query) return [];
    const { hits } = await this.index.search({ query, filters: { speechIds: [id] }, size: 1 });
    const ranges = (hits[0]?.highlights ?? [])
      .filter(({ field }) => field === 'text')
      .flatMap(({ start, marks }) => marks.map(([from, to]) => [start + from, start + to] as const));
    return ranges.filter(([from, to]) => from < to && to <= text.length).sort((a, b) => a[0] - b[0]);
  }

  suggest(prefix: string, limit: number) {
    return this.index.suggest(prefix, limit);
  }
}

function readable(q: string): QueryNode | null {
  try {
    return parseQuery(q);
  } catch (error) {
    if (error instanceof QuerySyntaxError) return null;
    throw error;
  }
}
