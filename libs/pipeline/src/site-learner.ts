import { learnSite, type SiteRuleDeps } from './site-rules.js';

/** So many pages of a site since it was last looked at are worth a first look; each further look waits for twice as many. */
const FIRST_LOOK = 25;
/** Sites that are counted; a crawl of more begins to count anew. */
const MOST_SITES = 10_000;

/**
 * Looks at a site when many of its pages have come. Counts in memory only, so that it costs the database one read and one write a look; what a
 * stop forgets, the next pages or a person make good.
 */
export class SiteLearner {
  private readonly counts = new Map<string, { pages: number; next: number }>();
  private readonly due: string[] = [];
  private atWork: Promise<void> = Promise.resolve();
  private isClosed = false;

  constructor(
    private readonly deps: SiteRuleDeps,
    private readonly onTrouble: (error: unknown) => void,
  ) {}

  /** A page of this site has been parsed. */
  seen(site: string): void {
    if (this.counts.size >= MOST_SITES) this.counts.clear();
    const count = this.counts.get(site) ?? { pages: 0, next: FIRST_LOOK };
    count.pages += 1;
    this.counts.set(site, count);
    if (count.pages < count.next || this.isClosed) return;
    count.pages = 0;
    count.next *= 2;
    this.due.push(site);
    this.atWork = this.atWork.then(() => this.lookAtNext());
  }

  /** Waits for the look in hand; no other begins. */
  async close(): Promise<void> {
    this.isClosed = true;
    await this.atWork;
  }

  private async lookAtNext(): Promise<void> {
    const site = this.due.shift();
    if (site === undefined || this.isClosed) return;
    await learnSite(site, this.deps).catch((error: unknown) => {
      if (!this.isClosed) this.onTrouble(error);
    });
  }
}
