import type { PageText } from '../page-text.js';
import { TAG } from '../tags.js';
import { siteOf } from '../facts/page-facts.js';
import { type Line, textNodes } from './lines.js';
import type { Surroundings } from './surroundings.js';

/** Whether a line's links lead to other sites: a list of those is often part of a text, a list of links inside the site seldom is. */
export class LinkTargets {
  constructor(
    private readonly around: Surroundings,
    private readonly page: PageText,
    private readonly hosts: ReadonlySet<string>,
  ) {}

  /** True when the line has links and all lead to another site. Always false when the page's own site is not known. */
  leadElsewhere(line: Line): boolean {
    return this.hosts.size > 0 && this.every(line, (target) => this.leadsElsewhere(target));
  }

  /** True when the line has links and all lead to places of the page itself, as headings with a link to their own section do. */
  stayHere(line: Line): boolean {
    return this.every(line, (target) => target.startsWith('#') && target.length > 1);
  }

  private every(line: Line, holds: (target: string) => boolean): boolean {
    const { tree } = this.around;
    const links = textNodes(this.page, line).filter((node) => tree.isLinked(node));
    return links.length > 0 && links.every((node) => holds(tree.attribute(this.around.closest(node, TAG.a), 'href') ?? ''));
  }

  private leadsElsewhere(target: string): boolean {
    if (target.length > MAX_ADDRESS) return false;
    const absolute = target.trim().startsWith('//') ? `https:${target.trim()}` : target.trim();
    if (!/^https?:/i.test(absolute) || !URL.canParse(absolute)) return false;
    return !this.hosts.has(siteOf(new URL(absolute).hostname)) && !SHARING.test(absolute);
  }
}

const MAX_ADDRESS = 4_000;

/** Addresses that pass the page on to somebody else. */
const SHARING = /\/(?:sharer?|intent|share-offsite|sharearticle|submit|pin\/create)\b/i;
