interface Field {
  /** Before its separator stand instructions, behind it what they came to. */
  inResult: boolean;
  /** A table of contents. */
  contents: boolean;
}

/** The fields that are open where a document is being read. */
export class OpenFields {
  private fields: Field[] = [];

  mark(type: string | null): void {
    const last = this.fields.at(-1);
    if (type === 'begin') this.fields.push({ inResult: false, contents: false });
    else if (type === 'separate' && last) last.inResult = true;
    else if (type === 'end') this.fields.pop();
  }

  instruct(text: string): void {
    const last = this.fields.at(-1);
    if (last && /^\s*TOC\b/i.test(text)) last.contents = true;
  }

  /** Whether text stands among instructions. */
  get hidesText(): boolean {
    return this.fields.some(({ inResult }) => !inResult);
  }

  get inContents(): boolean {
    return this.fields.some(({ contents }) => contents);
  }

  /** A field that has begun in this paragraph and never came to a result hides no more than it. */
  endParagraph(): void {
    if (this.hidesText) this.fields = this.fields.filter(({ inResult }) => inResult);
  }
}
