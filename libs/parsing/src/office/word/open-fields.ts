interface Field {
  /** Before its separator stand instructions, behind it what they came to. */
  inResult: boolean;
  /** A table of contents. */
  contents: boolean;
}

/** Deeper ones hide nothing and show all. */
const DEEPEST = 64;

/** The fields that are open where a document is being read. */
export class OpenFields {
  private fields: Field[] = [];
  /** Open fields that are too deep to be looked at. */
  private deeper = 0;
  /** Whether text stands among instructions. */
  hidesText = false;
  /** Whether text stands in a table of contents. */
  inContents = false;

  mark(type: string | null): void {
    const last = this.fields.at(-1);
    if (type === 'begin' && this.fields.length === DEEPEST) this.deeper += 1;
    else if (type === 'begin') this.fields.push({ inResult: false, contents: false });
    else if (type === 'end' && this.deeper > 0) this.deeper -= 1;
    else if (type === 'end') this.fields.pop();
    else if (type === 'separate' && last && this.deeper === 0) last.inResult = true;
    this.look();
  }

  instruct(text: string): void {
    const last = this.fields.at(-1);
    if (last && /^\s*TOC\b/i.test(text)) last.contents = true;
    this.look();
  }

  /** A field that has begun in this paragraph and never came to a result hides no more than it. */
  endParagraph(): void {
    if (!this.hidesText) return;
    this.fields = this.fields.filter(({ inResult }) => inResult);
    this.deeper = 0;
    this.look();
  }

  private look(): void {
    this.hidesText = this.fields.some(({ inResult }) => !inResult);
    this.inContents = this.fields.some(({ contents }) => contents);
  }
}
