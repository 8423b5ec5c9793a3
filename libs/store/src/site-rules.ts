import { createHash } from 'node:crypto';
import type { SiteRule, SiteRuleEffect, SiteRuleEvidence, SiteRuleOrigin, SiteRuleRecord, SiteRuleSet, SiteRuleStatus } from '#domain';
import type { Database } from './database.js';
import { isUuid, storable, storableJson, storableOrNull, within } from './storable.js';

/** More rules in force would make the pages of a site slow to read, and nobody would know what they do together. */
const MOST_ACTIVE = 40;

/** Rules that another process has changed are in force here after so long. */
const FRESH_MS = 2_000;

/** The site has this rule already. */
export class KnownRule extends Error {
  override readonly name = 'KnownRule';

  constructor(readonly rule: SiteRuleRecord) {
    super(`The site has this rule already (${rule.id}, ${rule.status}).`);
  }
}

/** The site has as many rules in force as it may. */
export class TooManyRules extends Error {
  override readonly name = 'TooManyRules';

  constructor(site: string) {
    super(`${site} has ${MOST_ACTIVE} rules in force; put one out of force first, or let one selector name several elements.`);
  }
}

/** A capture of a site that stands for its document now. */
export interface SiteCapture {
  readonly documentId: string;
  readonly title: string | null;
  readonly sha256: string;
  readonly size: number;
  readonly url: string | null;
  readonly contentType: string | null;
  readonly fileName: string | null;
}

export interface SiteRuleFilter {
  readonly site?: string;
  readonly status?: SiteRuleStatus;
}

export interface NewSiteRule extends SiteRule {
  readonly site: string;
  readonly note: string | null;
  readonly origin: SiteRuleOrigin;
  readonly status: SiteRuleStatus;
}

/** What a person may change of a rule; another selector is another rule. */
export interface SiteRuleChange {
  readonly status?: SiteRuleStatus;
  readonly note?: string | null;
}

/** Rules for the pages of sites. Those in force are handed to the parser with each page; the others wait or rest. */
export class SiteRules {
  private known: { readonly sets: ReadonlyMap<string, SiteRuleSet>; readonly at: number } | null = null;
  private asking: Promise<ReadonlyMap<string, SiteRuleSet>> | null = null;

  constructor(private readonly database: Database) {}

  /** By site, those that wait for a person first, then the newest; 500 at most. */
  list({ site, status }: SiteRuleFilter = {}): Promise<SiteRuleRecord[]> {
    return this.database.rows(
      `select ${COLUMNS} from site_rules r where ($1::text is null or r.site = $1) and ($2::text is null or r.status = $2)
       order by r.site, array_position(array['offered', 'active', 'off'], r.status), r.created_at desc, r.id limit 500`,
      [storableOrNull(site), status ?? null],
    );
  }

  async get(id: string): Promise<SiteRuleRecord | null> {
    if (!isUuid(id)) return null;
    const [row] = await this.database.rows<SiteRuleRecord>(`select ${COLUMNS} from site_rules r where r.id = $1`, [id]);
    return row ?? null;
  }

  /** The selector has been checked. Throws KnownRule and TooManyRules. */
  async add({ site, effect, selector, note, origin, status }: NewSiteRule): Promise<SiteRuleRecord> {
    const added = await this.database.transaction(async (statements) => {
      await statements.rows(LOCK);
      if (status === 'active') await this.refuseOneMore(statements, site);
      const [row] = await statements.rows<SiteRuleRecord>(
        `insert into site_rules as r (site, effect, selector, note, origin, status) values ($1, $2, $3, $4, $5, $6)
         on conflict (site, effect, selector) do nothing returning ${COLUMNS}`,
        [storable(site), effect, storable(selector), storableOrNull(note), origin, status],
      );
      return row ?? null;
    });
    this.forget();
    if (added) return added;
    const [there] = await this.database.rows<SiteRuleRecord>(
      `select ${COLUMNS} from site_rules r where r.site = $1 and r.effect = $2 and r.selector = $3`,
      [storable(site), effect, storable(selector)],
    );
    if (!there) return this.add({ site, effect, selector, note, origin, status });
    throw new KnownRule(there);
  }

  /** Changes what is given; null when there is no such rule. Throws TooManyRules. */
  async change(id: string, { status, note }: SiteRuleChange): Promise<SiteRuleRecord | null> {
    if (!isUuid(id)) return null;
    const changed = await this.database.transaction(async (statements) => {
      await statements.rows(LOCK);
      const [rule] = await statements.rows<SiteRuleRecord>(`select ${COLUMNS} from site_rules r where r.id = $1`, [id]);
      if (!rule) return null;
      if (status === 'active' && rule.status !== 'active') await this.refuseOneMore(statements, rule.site);
      const [row] = await statements.rows<SiteRuleRecord>(
        `update site_rules r set status = coalesce($2, r.status), note = case when $3 then $4 else r.note end, changed_at = now()
         where r.id = $1 returning ${COLUMNS}`,
        [id, status ?? null, note !== undefined, storableOrNull(note)],
      );
      return row ?? null;
    });
    this.forget();
    return changed;
  }

  /** Answers whether there was such a rule. A learned one may be offered again; one that is off is not. */
  async remove(id: string): Promise<boolean> {
    if (!isUuid(id)) return false;
    const gone = await this.database.rows('delete from site_rules where id = $1 returning id', [id]);
    this.forget();
    return gone.length > 0;
  }

  /**
   * Keeps what was learned about a site: a new rule waits for a person, one that waits already gets the new evidence, and one that a person has
   * decided on stays as it is. Answers the rules that wait now among those given.
   */
  async offer(site: string, learned: readonly (SiteRule & { readonly evidence: SiteRuleEvidence })[]): Promise<SiteRuleRecord[]> {
    const rows = await this.database.rows<SiteRuleRecord>(
      `insert into site_rules as r (site, effect, selector, origin, status, evidence)
       select $1, l.effect, l.selector, 'learned', 'offered', l.evidence
       from jsonb_to_recordset($2::jsonb) as l(effect text, selector text, evidence jsonb)
       on conflict (site, effect, selector) do update set evidence = excluded.evidence, changed_at = now() where r.status = 'offered'
       returning ${COLUMNS}`,
      [storable(site), storableJson(learned)],
    );
    return rows.sort((a, b) => (b.evidence?.characters ?? 0) - (a.evidence?.characters ?? 0));
  }

  /** The rules in force for a site; undefined when it has none. */
  async setOf(site: string | null): Promise<SiteRuleSet | undefined> {
    return site === null ? undefined : (await this.sets()).get(site);
  }

  /** The names of the sets in force, by site. */
  async setNames(): Promise<Record<string, string>> {
    this.forget();
    return Object.fromEntries([...(await this.sets())].map(([site, { set }]) => [site, set]));
  }

  /** The newest captures of a site that stand for documents now, so many at most. */
  captures(site: string, limit: number): Promise<SiteCapture[]> {
    return this.database.rows(
      `select d.id as "documentId", d.title, c.sha256, c.size, coalesce(c.final_url, c.url) as url, c.content_type as "contentType",
         c.file_name as "fileName"
       from captures c join documents d on d.id = c.document_id and d.revision = c.revision
       where c.site = $1 and d.state = 'active' and d.stage <> 'accepted' order by c.received_at desc, c.id limit $2`,
      [storable(site), within(1, limit, 500)],
    );
  }

  /** What was known or is being asked may be older than what this process has just changed. */
  private forget(): void {
    this.known = null;
    this.asking = null;
  }

  private async sets(): Promise<ReadonlyMap<string, SiteRuleSet>> {
    if (this.known && performance.now() - this.known.at < FRESH_MS) return this.known.sets;
    const asking = this.asking ?? this.ask();
    this.asking = asking;
    try {
      const sets = await asking;
      if (this.asking === asking) this.known = { sets, at: performance.now() };
      return sets;
    } finally {
      if (this.asking === asking) this.asking = null;
    }
  }

  private async ask(): Promise<ReadonlyMap<string, SiteRuleSet>> {
    const rows = await this.database.rows<SiteRule & { readonly site: string }>(
      `select site, effect, selector from site_rules where status = 'active'`,
    );
    return new Map([...Map.groupBy(rows, ({ site }) => site)].map(([site, rules]) => [site, ruleSet(rules)]));
  }

  private async refuseOneMore(statements: Pick<Database, 'rows'>, site: string): Promise<void> {
    const [row] = await statements.rows<{ count: number }>(
      `select count(*)::int as count from site_rules where site = $1 and status = 'active'`,
      [storable(site)],
    );
    if ((row?.count ?? 0) >= MOST_ACTIVE) throw new TooManyRules(site);
  }
}

/** Whoever changes rules is alone with them: there are few, and they change seldom. */
const LOCK = 'lock table site_rules in share row exclusive mode';

/** Select list of rule `r`, named as in SiteRuleRecord. */
const COLUMNS = `r.id, r.site, r.effect, r.selector, r.note, r.origin, r.status, r.evidence, r.created_at as "createdAt", r.changed_at as "changedAt"`;

const EFFECTS: readonly SiteRuleEffect[] = ['remove', 'content', 'title', 'date', 'speaker'];

/** Rules as a set: in an order of their own, under a name that follows from them. */
export function ruleSet(rules: readonly SiteRule[]): SiteRuleSet {
  const sorted = rules
    .map(({ effect, selector }) => ({ effect, selector }))
    .sort((a, b) => EFFECTS.indexOf(a.effect) - EFFECTS.indexOf(b.effect) || (a.selector < b.selector ? -1 : 1));
  return { set: createHash('sha256').update(JSON.stringify(sorted)).digest('hex').slice(0, 16), rules: sorted };
}
