import type { PageFacts } from '../../facts/page-facts.js';
import type { PageText } from '../../page-text.js';
import type { HtmlTree } from '../../tree.js';
import type { Line } from '../lines.js';
import type { LinkTargets } from '../links.js';
import type { PageType } from '../page-type.js';
import type { Masses } from '../region.js';
import type { StatedBody } from '../stated-body.js';
import type { Surroundings } from '../surroundings.js';
import { essence } from '../title-line.js';

/** A page whose region is chosen: what the rules look at that decide line by line what in it is the author's. */
export interface Chosen {
  readonly tree: HtmlTree;
  readonly around: Surroundings;
  readonly page: PageText;
  readonly lines: readonly Line[];
  /** Code of the furniture that all of a line is part of, or 0. */
  readonly furniture: Uint8Array;
  /** 1 for each node of a teaser or another work. */
  readonly teasers: Uint8Array;
  readonly masses: Masses;
  readonly region: number;
  /** The innermost element that holds most of the text. */
  readonly body: number;
  /** For each node inside the body the child of the body that holds it. */
  readonly wrappers: Int32Array;
  /** The line with the title above the text, or -1. */
  readonly titleLine: number;
  readonly facts: PageFacts;
  readonly links: LinkTargets;
  readonly stated: StatedBody;
  readonly pageType: PageType;
}

/** For each line the rule that takes it out of the text, or null for a line of the text. */
export type Rules = (string | null)[];

export const printed = (page: PageText, line: Line): string => page.text.slice(line.from, line.to);

export const essenceOf = (page: PageText, line: Line): string => essence(printed(page, line));
