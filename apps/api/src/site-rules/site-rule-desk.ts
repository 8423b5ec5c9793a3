import { Injectable } from '@nestjs/common';
import { BlobStore } from '#blobs';
import { type SiteRule, type SiteRuleRecord, TryLater } from '#domain';
import { selectorFault } from '#parsing';
import { learnSite, ParserPool, type PreviewedPage, previewRule } from '#pipeline';
import { SiteRules } from '#store';
import { notFound, Refusal } from '../http/problem.js';

/** Looks at stored captures that run at once: each parses many pages. */
const MOST_AT_ONCE = 2;

type NewRule = Omit<Parameters<SiteRules['add']>[0], 'origin'>;

/** What the API and the pages do with rules of sites. Refuses selectors that cannot be used, with the place and what to write instead. */
@Injectable()
export class SiteRuleDesk {
  private underWay = 0;

  constructor(
    private readonly siteRules: SiteRules,
    private readonly blobs: BlobStore,
    private readonly parser: ParserPool,
  ) {}

  async add(rule: NewRule): Promise<SiteRuleRecord> {
    return this.siteRules.add({ ...rule, selector: usable(rule.selector), origin: 'person' });
  }

  async get(id: string): Promise<SiteRuleRecord> {
    return found(await this.siteRules.get(id));
  }

  async change(id: string, change: Parameters<SiteRules['change']>[1]): Promise<SiteRuleRecord> {
    return found(await this.siteRules.change(id, change));
  }

  async remove(id: string): Promise<void> {
    if (!(await this.siteRules.remove(id))) throw noSuchRule();
  }

  learn(site: string): ReturnType<typeof learnSite> {
    return this.look(() => learnSite(site, this.deps()));
  }

  async preview(site: string, rule: SiteRule, limit: number): Promise<PreviewedPage[]> {
    const asked = { effect: rule.effect, selector: usable(rule.selector) };
    return this.look(() => previewRule(site, asked, limit, this.deps()));
  }

  private deps() {
    const { siteRules, blobs, parser } = this;
    return { siteRules, blobs, parser };
  }

  private async look<T>(work: () => Promise<T>): Promise<T> {
    if (this.underWay >= MOST_AT_ONCE) throw new TryLater(2_000, 'Stored captures are being looked at for other rules at the moment.');
    this.underWay += 1;
    try {
      return await work();
    } finally {
      this.underWay -= 1;
    }
  }
}

function found(rule: SiteRuleRecord | null): SiteRuleRecord {
  if (!rule) throw noSuchRule();
  return rule;
}

const noSuchRule = (): Refusal => notFound('No rule has this id.', 'GET /api/v1/site-rules lists them.');

/** White space around a selector and in it means nothing, so one rule is written in one way. */
function usable(given: string): string {
  const selector = given.trim();
  const fault = selectorFault(selector);
  if (!fault) return selector;
  const { position, message, remedy } = fault;
  const near = selector.slice(position, position + 20);
  throw new Refusal({
    status: 400,
    code: 'selector-syntax',
    title: 'The selector cannot be used',
    detail: `${message} (at character ${position + 1}${near === '' ? ', its end' : `, “${near}”`}). ${remedy}`,
    position,
    hint: remedy,
    errors: [{ field: 'selector', message, remedy }],
  });
}
