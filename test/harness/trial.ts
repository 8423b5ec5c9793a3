import { setTimeout as sleep } from 'node:timers/promises';
import { type GeneratedPage, generatePage } from '../../apps/cli/src/bench/generate-pages.js';
import type { Random } from '../../apps/cli/src/bench/random.js';
import type { ArchiveClient } from '../support/archive-client.js';
import type { OriginSite } from './origin-site.js';

/** What the driver knows of a capture that was accepted, apart from everything the archive says. */
export interface Accepted {
  readonly id: string;
  readonly phrase: string;
  readonly title: string;
  /** The exact bytes, which are UTF-8. */
  readonly page: string;
  /** How it has to end: found by its phrase, a dead letter with its reason, followed by a newer revision of the same document, or withdrawn. */
  readonly fate: 'found' | 'dead' | 'replaced' | 'withdrawn';
}

export interface TrialPlace {
  readonly client: ArchiveClient;
  readonly site: OriginSite;
}

const CHARACTERS = 1_500;
/** How long a push is given again, as clients do, before the trial gives up, in ms. */
const PATIENCE_MS = 90_000;
const AGAIN_MS = 200;
/** Batches that gather for long are over by then. */
const ONE_MORE_MS = 1_000;

/** Pages of all trials of a run differ. */
let pages = 0;

/** One run of a row: what it had accepted, what went wrong, and when its fault was over. */
export class Trial {
  readonly accepted: Accepted[] = [];
  readonly violations: string[] = [];
  /** What a person may want to know besides. */
  readonly notes: string[] = [];
  private overAt = performance.now();

  constructor(
    private readonly place: TrialPlace,
    readonly random: Random,
    private readonly seed: number,
  ) {}

  get client(): ArchiveClient {
    return this.place.client;
  }

  violation(sentence: string): void {
    this.violations.push(sentence);
  }

  note(sentence: string): void {
    this.notes.push(sentence);
  }

  /** From here on the time to recover is measured. */
  faultOver(): void {
    this.overAt = performance.now();
  }

  get sinceFaultMs(): number {
    return performance.now() - this.overAt;
  }

  page(): GeneratedPage {
    return generatePage({ seed: this.seed, number: pages++, characters: CHARACTERS });
  }

  /** Pushes so many pages, one after the other. */
  push(count: number): Promise<void> {
    return this.accept(count, ({ fileName, page }) => this.client.push(fileName, page));
  }

  /** Has so many pages of the site crawled; each is refused so many times at first, with a second's patience. */
  crawl(count: number, refusals = 0): Promise<void> {
    return this.accept(count, ({ fileName, page }) => this.client.submit(this.place.site.put(fileName, page, refusals)));
  }

  /** Has pages crawled that need so long to arrive. */
  crawlSlowly(count: number, forMs: number): Promise<void> {
    return this.accept(count, ({ fileName, page }) => this.client.submit(this.place.site.putSlow(fileName, page, forMs)));
  }

  async load(pushed: number, crawled: number): Promise<void> {
    await Promise.all([this.push(pushed), this.crawl(crawled)]);
  }

  /** Goes on page by page until it is over: a failpoint may be at a later batch than all of the load makes. */
  async loadUntil(pushed: number, crawled: number, isOver: () => boolean): Promise<void> {
    await this.load(pushed, crawled);
    for (; !isOver(); await sleep(ONE_MORE_MS)) await this.load(1, 1);
  }

  /** Gives so many pages, one after the other, each again until it is accepted. */
  private async accept(count: number, give: (page: GeneratedPage) => Promise<string>): Promise<void> {
    for (let left = count; left > 0; left -= 1) {
      const made = this.page();
      const { phrase, title, page } = made;
      this.accepted.push({ id: await persist(() => give(made)), phrase, title, page, fate: 'found' });
    }
  }
}

/** Tries until it succeeds. @throws the last error when patience is over. */
export async function persist<Result>(attempt: () => Promise<Result>): Promise<Result> {
  for (const deadline = performance.now() + PATIENCE_MS; ; await sleep(AGAIN_MS)) {
    try {
      return await attempt();
    } catch (error) {
      if (performance.now() > deadline) throw error;
    }
  }
}

/** Whether it came true in time. Errors count as not yet. */
export async function comesTrue(condition: () => boolean | Promise<boolean>, withinMs: number): Promise<boolean> {
  for (const deadline = performance.now() + withinMs; performance.now() < deadline; await sleep(100)) {
    if (
      await Promise.resolve()
        .then(condition)
        .catch(() => false)
    )
      return true;
  }
  return false;
}
