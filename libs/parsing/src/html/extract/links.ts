import type { PageText } from '../page-text.js';
import { TAG } from '../tags.js';
import type { HtmlTree } from '../tree.js';
import { siteOf } from '../facts/page-facts.js';
import { type Line, textNodes } from './lines.js';

/** Whether a line's links lead to other sites: a list of those is often part of a text, a list of links inside the site seldom is. */
export class LinkTargets {
  constructor(
    private readonly tree: HtmlTree,
    private readonly page: PageText,
    private readonly hosts: ReadonlySet<string>,
  ) {}

  /** True when the line has links and all lead to another site. Always false when the page's own site is not known. */
  leadElsewhere(line: Line): boolean {
    if (this.hosts.size === 0) return false;
    const links = textNodes(this.page, line).filter((node) => this.tree.isLinked(node));
    return (
      links.length > 0 && links.every((node) => this.leadsElsewhere(this.tree.attribute(this.tree.closest(node, TAG.a), 'href') ?? ''))
    );
  }

  private leadsElsewhere(target: string): boolean {
    const absolute = target.trim().startsWith('//') ? `https:${target.trim()}` : target.trim();
    if (!/^https?:/i.test(absolute) || !URL.canParse(absolute)) return false;
    return !this.hosts.has(siteOf(new URL(absolute).hostname)) && !SHARING.test(absolute);
  }
}

/** Addresses that pass the page on to somebody else. */
const SHARING = /\/(?:sharer?|intent|share-offsite|sharearticle|submit|pin\/create)\b/i;
