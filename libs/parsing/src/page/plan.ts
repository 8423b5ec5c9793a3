import type { BlockKind, Gap, SpeechKind } from '#domain';
import type { JoinedText, Span } from './joined-text.js';

/** A piece of visible text that belongs to no speech, and the rule that says so. */
export interface PlannedRemoval extends Span {
  readonly rule: string;
}

/** Text known to be lost at an offset of the visible text. */
export interface PlannedGap {
  readonly kind: Gap['kind'];
  readonly at: number;
  readonly extent: number | null;
}

/** A block whose borders are known: offsets in the speech's text. */
export interface PlannedBlock extends Span {
  readonly kind: BlockKind;
  readonly level: number | null;
}

/** One speech as a family's rules cut it out of the page; its structure is found later, from its text. */
export interface PlannedSpeech {
  readonly title: string;
  /** The speech's text; knows where each character stands in the visible text. */
  readonly body: JoinedText;
  /** What is known of its blocks: lines, or what the format marks. Between them stands only white space. */
  readonly blocks: readonly PlannedBlock[];
  /** Whether text before the first character is lost. */
  readonly lostStart: boolean;
  readonly speaker: string | null;
  readonly date: string | null;
  /** Left out where the title has to tell. */
  readonly occasion?: string | null;
  readonly kind: SpeechKind | null;
  readonly confidence: number;
  /** Offset in the text where the speaker's own words begin behind the mark with the name; left out where no mark stands first. */
  readonly wordsFrom?: number;
}

/** What a family's rules decided about a page. Visible text that is in no speech and no removal is removed by `otherRule`. */
export interface PagePlan {
  readonly family: string;
  readonly template: string | null;
  readonly site: string | null;
  readonly title: string | null;
  readonly fileType: string | null;
  readonly pages: number | null;
  readonly slices: number;
  readonly sliceLength: number | null;
  readonly compilation: boolean;
  readonly publishedAt: string | null;
  readonly metadata: Readonly<Record<string, string>>;
  readonly speeches: readonly PlannedSpeech[];
  readonly removals: readonly PlannedRemoval[];
  readonly otherRule: string;
  readonly gaps: readonly PlannedGap[];
  readonly reasons: readonly string[];
}
