import type { AppliedSiteRules, BlockKind, CaptureHints, CapturePart, PageResult } from '#domain';
import type { PlannedGap } from '../page/plan.js';
import type { VisibleText } from '../source/visible-text.js';

/** A block of the main content as its format marks it: the characters `[from, to)` of the visible text. */
export interface BlockSpan {
  readonly kind: BlockKind;
  readonly level: number | null;
  readonly from: number;
  readonly to: number;
  /** Where its opening words end, when markup such as bold sets them off from the rest. */
  readonly lead?: number;
}

/** One speech as the format's markup shows it. Blocks stand in reading order and do not overlap; what none of them holds is removed. */
export interface MainContent {
  readonly title: string | null;
  readonly speaker: string | null;
  /** `YYYY`, `YYYY-MM` or `YYYY-MM-DD`. */
  readonly date: string | null;
  /** As the page states it; left out where it states none. */
  readonly occasion?: string | null;
  readonly blocks: readonly BlockSpan[];
  /** Whether the text keeps its own white space between the blocks, as a plain file does; else each block is a line. */
  readonly asPrinted?: boolean;
}

/** A piece of visible text that is not part of any speech: the characters `[from, to)`, without white space at its ends. */
export interface RemovedSpan {
  /** Fixed word such as `navigation`, `related-links` or `byline`. */
  readonly rule: string;
  readonly from: number;
  readonly to: number;
}

/** One file of a packed capture, read by its own format. */
export interface PackedFile {
  readonly name: string;
  readonly page: ReadPage;
  /** Where its bytes begin in the parts of the whole capture. */
  readonly byteAt: number;
}

/** A view of a page that leaves something out: the page, and what is missing in it, as characters of the whole. */
interface RuledView {
  readonly page: ReadPage;
  readonly taken: readonly RemovedSpan[];
}

/** What the rules of a site make of one of its pages, which itself is without what they remove. */
export interface RuledPage {
  readonly rules: AppliedSiteRules['rules'];
  /** Whether the rules left nothing of a page that had text. */
  readonly tookAll: boolean;
  /** Whether rules name the content and the page has none of it. */
  readonly lacksContent: boolean;
  /** The page as it came. */
  readonly whole: VisibleText;
  readonly taken: readonly RemovedSpan[];
  /** The page for the search of the main content: no more than the rules say it is, without the fields they name; null when they say nothing. */
  readonly main: RuledView | null;
}

/** What a format makes of a capture before any family's rules look at the visible text. */
export interface ReadPage {
  readonly format: PageResult['format'];
  readonly charset: string | null;
  readonly visible: VisibleText;
  /** The unpacked parts that the ranges of `visible` count in; left out by formats whose captures are read as they are. */
  readonly parts?: readonly CapturePart[];
  /** The parts laid end to end, as their ranges count them. */
  readonly partBytes?: Uint8Array;
  /** The files of a packed capture, each of which is a page of its own; left out by formats whose captures are one. */
  readonly files?: readonly PackedFile[];
  readonly language: string | null;
  /** The name the page gives itself or its site; null when it gives none. */
  readonly site: string | null;
  readonly title: string | null;
  readonly publishedAt: string | null;
  readonly metadata: Readonly<Record<string, string>>;
  /** Fixed words for what was wrong with the capture, such as `wrong-charset-label`. */
  readonly reasons: readonly string[];
  /** Offsets in `visible.text` of characters whose bytes could not be decoded. */
  readonly undecodable: readonly number[];
  /** Where the format knows text to be lost: offsets in `visible.text`. */
  readonly gaps?: readonly PlannedGap[];
  /** What the rules of its site did to the page; left out where none found anything to do. */
  readonly ruled?: RuledPage;
  /** How many pages the file has; left out by formats without pages. */
  readonly pages?: number;
  /** The main content, one entry per speech; empty when there is none. Called only when no family claims the page. */
  main(): readonly MainContent[];
  /** Visible text outside the main content by the rule that took it out; what stands in neither is removed as `boilerplate`. */
  removed?(): readonly RemovedSpan[];
}

/** One kind of file. The first format that accepts a capture reads it. */
export interface Format {
  readonly name: PageResult['format'];
  /** Looks at the first bytes and the hints only; bytes weigh more than labels. */
  accepts(bytes: Uint8Array, hints: CaptureHints): boolean;
  /** Throws Unprocessable when the bytes cannot be read as this format. */
  read(bytes: Uint8Array, hints: CaptureHints): Promise<ReadPage> | ReadPage;
}
