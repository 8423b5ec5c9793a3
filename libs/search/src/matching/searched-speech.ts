import type { SearchEntry } from '../search-index.js';
import { FoldedText, type Range } from './folded-text.js';
import { common, sectionsUnder } from './sections.js';

/** A speech as queries look at it; each field is folded when first needed. */
export class SearchedSpeech {
  private foldedTitle: FoldedText | null = null;
  private foldedText: FoldedText | null = null;

  constructor(readonly entry: SearchEntry) {}

  get title(): FoldedText {
    this.foldedTitle ??= new FoldedText(this.entry.title);
    return this.foldedTitle;
  }

  get text(): FoldedText {
    this.foldedText ??= new FoldedText(this.entry.text);
    return this.foldedText;
  }

  get headings(): readonly FoldedText[] {
    return this.entry.outline.map(({ marker, text }) => new FoldedText(marker + text));
  }

  get speaker(): FoldedText {
    return new FoldedText(this.entry.speaker ?? '');
  }

  /** The part of a scope (null is the whole text) that stands under a heading with these words. */
  narrowed(scope: readonly Range[] | null, heading: string): readonly Range[] {
    const sections = sectionsUnder(this.entry.outline, this.entry.text.length, heading);
    return scope ? common(scope, sections) : sections;
  }
}
