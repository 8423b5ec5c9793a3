import type { AppliedSiteRules, SiteRuleSet } from './site-rules.js';

/**
 * Half-open byte range `[from, to)` in the raw capture, or, when the page result has `parts`, in these laid end to end. A range never
 * reaches from one part into the next.
 */
export type ByteRange = readonly [from: number, to: number];

export type BlockKind = 'title' | 'salutation' | 'heading' | 'paragraph' | 'listItem' | 'quote' | 'table' | 'closing';

/** One unit of a speech. `text` equals `speech.text.slice(start, start + text.length)`; only white space stands between blocks. */
export interface Block {
  readonly kind: BlockKind;
  /** Depth of a heading or list item, 1 = outermost; null for the other kinds. */
  readonly level: number | null;
  readonly text: string;
  /** Offset in the speech's text, in UTF-16 units. */
  readonly start: number;
  /**
   * Where the characters stand in the capture, in reading order. Decoding these bytes gives `text`, but for white space and for characters
   * that the file only implies, such as the automatic number of a paragraph: they have no bytes.
   */
  readonly ranges: readonly ByteRange[];
}

/** A node of the outline. */
export interface Heading {
  /** Depth in the outline, 1 = outermost, counted without skipped levels of numbering. */
  readonly level: number;
  /** The marker as printed (`一、`, `(一)`, `一是`), or an empty string for a heading without one. */
  readonly marker: string;
  /** The heading's words without the marker. */
  readonly text: string;
  /** Offset of the marker in the speech's text, in UTF-16 units. */
  readonly start: number;
  /** Index of the enclosing heading in the same outline, or null at the top. */
  readonly parent: number | null;
}

export type RedactionKind = 'person' | 'place' | 'organisation' | 'number' | 'percentage' | 'date' | 'name' | 'unknown';

/** A placeholder or blank that stands for something the publisher took out. */
export interface Redaction {
  readonly kind: RedactionKind;
  /** How it is printed: a run of X, ×, ＊, a 某-form, or a number left out before its unit. */
  readonly form: 'placeholder' | 'some' | 'blank';
  /** The placeholder as printed; for a blanked number the unit that has lost it. */
  readonly text: string;
  readonly start: number;
}

export const SPEECH_KINDS = ['speech', 'lecture', 'report', 'plan', 'reflections', 'other'] as const;
export type SpeechKind = (typeof SPEECH_KINDS)[number];

export interface ParsedSpeech {
  readonly title: string;
  readonly kind: SpeechKind;
  readonly salutation: string | null;
  /** `YYYY`, `YYYY-MM` or `YYYY-MM-DD`: as exact as the page says and no more. */
  readonly date: string | null;
  readonly year: number | null;
  readonly occasion: string | null;
  readonly speaker: string | null;
  /** The blocks joined, as the author wrote them. */
  readonly text: string;
  readonly blocks: readonly Block[];
  readonly outline: readonly Heading[];
  readonly redactions: readonly Redaction[];
  /** 0..1: how sure the parser is that this is one whole work. */
  readonly confidence: number;
}

/** A visible piece of the capture that is in no speech. */
export interface Removal {
  /** Name of the rule that removed it, such as `share-line` or `slice-mark`. */
  readonly rule: string;
  readonly text: string;
  readonly ranges: readonly ByteRange[];
}

/** A place where the source is known to have lost text. */
export interface Gap {
  readonly kind: 'missing-slice' | 'cut-end' | 'undecodable' | 'unreadable-font';
  /** Byte offset in the capture, or in its `parts`, where the text is missing. */
  readonly at: number;
  /** How much is missing, in UTF-16 units, or null when that cannot be known. */
  readonly extent: number | null;
}

export interface Quality {
  /** 0..1; below 0.3 the page is not worth indexing and has no speech. */
  readonly score: number;
  /** Why the score is not 1, in fixed words such as `no-body`, `noise`, `stutter`, `wrong-charset-label`. */
  readonly reasons: readonly string[];
}

/** A piece of a packed capture, such as an entry of a ZIP, as it was read: unpacked, and as UTF-8. */
export interface CapturePart {
  /** Its name inside the capture, such as `word/document.xml`; unique in its capture. */
  readonly name: string;
  /** Its length in UTF-8. */
  readonly bytes: number;
}

/** What one parser version made of one capture. Same bytes, hints (rules of the site among them) and version give the same result, byte for byte. */
export interface PageResult {
  readonly parserVersion: string;
  readonly format: 'text' | 'html' | 'markdown' | 'docx' | 'doc' | 'pdf' | 'rtf' | 'mht' | 'zip' | 'binary';
  /** The encoding the bytes were read with, in WHATWG names; null for formats that carry their own. */
  readonly charset: string | null;
  /**
   * null when the capture was read as it is. For a packed capture the unpacked parts that were read, in the order of reading: every range
   * and every gap counts bytes in these parts laid end to end, so the first byte of a part is the sum of the lengths before it.
   */
  readonly parts: readonly CapturePart[] | null;
  readonly language: string | null;
  readonly site: string | null;
  readonly title: string | null;
  readonly fileType: string | null;
  readonly pages: number | null;
  /** `docshare`, `article`, `text`: which family of rules read the page. */
  readonly family: string;
  /** The template inside the family, such as `mobile`, `desktop`, `bare`; null when the family has none. */
  readonly template: string | null;
  /** Number of slices rejoined; 0 when the page was not sliced. */
  readonly slices: number;
  /** Length of a whole slice in UTF-16 units; null when the page was not sliced. */
  readonly sliceLength: number | null;
  readonly compilation: boolean;
  /** When the page says it was published: `YYYY-MM-DD` or an ISO instant. */
  readonly publishedAt: string | null;
  /** Fields read from furniture: uploader, number, size, keywords, price, description … */
  readonly metadata: Readonly<Record<string, string>>;
  readonly speeches: readonly ParsedSpeech[];
  readonly removals: readonly Removal[];
  readonly gaps: readonly Gap[];
  readonly quality: Quality;
  /** The rules of its site that the result was made with; left out when the site had none in force. */
  readonly siteRules?: AppliedSiteRules;
}

/** What is known about a capture besides its bytes. Never decides alone: the bytes do. */
export interface CaptureHints {
  readonly url: string | null;
  readonly contentType: string | null;
  readonly fileName: string | null;
  /** The rules in force for the site of `url`; applied to HTML pages only. */
  readonly rules?: SiteRuleSet;
}
