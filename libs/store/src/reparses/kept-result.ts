import type { PageResult } from '#domain';
import { reasonOf } from '../documents/save-parsed.js';
import { speechRows } from '../documents/speech-rows.js';

/** A whole result as one JSON value, in the names of the columns it goes to: what a switch puts in place, there or back. */
export interface KeptResult {
  readonly parser_version: string;
  readonly title: string | null;
  readonly site: string | null;
  readonly reason: string | null;
  readonly result: Omit<PageResult, 'speeches' | 'removals' | 'gaps'>;
  readonly removals: PageResult['removals'];
  readonly gaps: PageResult['gaps'];
  readonly speeches: ReturnType<typeof speechRows>;
}

export function keptResult(page: PageResult, ids: readonly string[]): KeptResult {
  const { speeches, removals, gaps, ...result } = page;
  return {
    parser_version: page.parserVersion,
    title: page.title ?? speeches[0]?.title ?? null,
    site: page.site,
    reason: reasonOf(page),
    result,
    removals,
    gaps,
    speeches: speechRows(page, ids),
  };
}

/** The result that document `d` has now in page result `p`, as the same JSON value. */
export const KEPT_NOW = `jsonb_build_object('parser_version', p.parser_version, 'title', d.title, 'site', d.site, 'reason', d.reason,
  'result', p.result, 'removals', p.removals, 'gaps', p.gaps,
  'speeches', coalesce((select jsonb_agg(to_jsonb(s) order by s.ordinal) from speeches s where s.document_id = d.id and not s.withdrawn), '[]'))`;
