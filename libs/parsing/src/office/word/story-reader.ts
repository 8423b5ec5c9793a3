import type { XmlHandler } from '../xml/scan-xml.js';
import type { XmlTag } from '../xml/xml-tag.js';
import { symbolSign } from '../numbering/symbols.js';
import type { Notes } from './notes.js';
import { OpenFields } from './open-fields.js';
import { OpenFlows } from './open-flows.js';
import type { WordItem } from './paragraph.js';
import type { StyleSheet } from './style-sheet.js';

/** Elements of which no reader sees anything: what was deleted or moved away, how things looked before, how they are laid out. */
const unseen = new Set(
  [
    ...['del', 'moveFrom', 'delText', 'delInstrText', 'pPrChange', 'rPrChange', 'sectPrChange', 'tblPrChange', 'tcPrChange', 'trPrChange'],
    ...[
      'tblPrExChange',
      'tblGridChange',
      'numberingChange',
      'sectPr',
      'tblPr',
      'tblGrid',
      'tblPrEx',
      'rt',
      'rubyPr',
      'ffData',
      'tabs',
      'pBdr',
    ],
    ...['framePr', 'rFonts', 'comment', 'hdr', 'ftr', 'background', 'divId', 'smartTagPr', 'customXmlPr', 'sdtEndPr', 'control'],
  ].map((name) => `w:${name}`),
);

/** Characters that elements stand for. */
const signs: Readonly<Record<string, string>> = { 'w:tab': '\t', 'w:ptab': '\t', 'w:br': '\n', 'w:cr': '\n', 'w:noBreakHyphen': '-' };

interface Run {
  /** What the run says itself; null when it says nothing. */
  hidden: boolean | null;
  style: string | null;
}

interface ContentControl {
  placeholder: boolean;
  contents: boolean;
}

/** Reads a story (the body, or one kind of notes) into paragraphs and rows, in reading order, as it looks with all changes accepted. */
export class StoryReader implements XmlHandler {
  private readonly flows: OpenFlows;
  private readonly fields = new OpenFields();
  private readonly runs: Run[] = [];
  private readonly controls: ContentControl[] = [];
  /** For each `mc:AlternateContent` that is open, whether a choice of it was taken. */
  private readonly choices: boolean[] = [];
  private within: 'text' | 'instruction' | null = null;
  private keepsSpace = false;
  private properties: 'paragraph' | 'row' | 'cell' | 'control' | null = null;

  /** `base` is where the part's bytes stand among those of all parts. */
  constructor(
    private readonly bytes: Buffer,
    private readonly base: number,
    private readonly styles: StyleSheet,
    private readonly notes: Notes,
    emit: (item: WordItem) => void,
  ) {
    this.flows = new OpenFlows(emit);
  }

  open(name: string, tag: XmlTag): 'skip' | undefined {
    if (this.properties) return this.openProperty(name, tag);
    if (unseen.has(name)) return 'skip';
    if (this.isOtherChoice(name)) return 'skip';
    return this.openBlock(name, tag) ?? this.openInline(name, tag);
  }

  text(from: number, to: number, literal: boolean): void {
    if (this.within === 'instruction') this.instruct(this.bytes.toString('utf8', from, to));
    if (this.within !== 'text' || this.isHidden()) return;
    const keep = literal || this.keepsSpace;
    const [start, end] = keep ? [from, to] : trimmed(this.bytes, from, to);
    this.flows.paragraph?.pieces.addBytes(this.base + start, this.base + end);
  }

  close(name: string): void {
    if (name === 'w:p') this.closeParagraph();
    else if (name === 'w:t' || name === 'm:t' || name === 'w:instrText') this.within = null;
    else if (name === 'w:r' || name === 'm:r') this.runs.pop();
    else if (name === 'w:tc') this.flows.closeCell();
    else if (name === 'w:tr') this.flows.closeRow();
    else if (name === 'w:tbl') this.flows.closeTable();
    else if (name === 'w:txbxContent') this.flows.closeBox();
    else if (name === 'w:sdt') this.controls.pop();
    else if (name === 'mc:AlternateContent') this.choices.pop();
    else if (name === 'w:pPr' || name === 'w:trPr' || name === 'w:tcPr' || name === 'w:sdtPr') this.properties = null;
  }

  /** To be called behind the last element. */
  finish(): void {
    this.flows.flush();
  }

  /** Of alternatives the first is read: that is what a present-day program shows. */
  private isOtherChoice(name: string): boolean {
    if (name !== 'mc:Choice' && name !== 'mc:Fallback') return false;
    const taken = this.choices.at(-1) ?? false;
    if (this.choices.length > 0) this.choices[this.choices.length - 1] = true;
    return taken;
  }

  private openProperty(name: string, tag: XmlTag): 'skip' | undefined {
    const control = this.controls.at(-1);
    if (unseen.has(name) && name !== 'w:del' && name !== 'w:moveFrom') return 'skip';
    if (this.properties === 'paragraph') this.flows.paragraph?.read(name, tag);
    else if (this.properties === 'row' && name === 'w:del') this.flows.deleteRow();
    else if (name === 'w:showingPlcHdr' && control) control.placeholder = tag.isOn();
    else if (name === 'w:docPartGallery' && control) control.contents = /table of contents/i.test(tag.attribute('val') ?? '');
    return undefined;
  }

  private openBlock(name: string, tag: XmlTag): 'skip' | undefined {
    if (name === 'w:p') this.flows.openParagraph(this.inContents());
    else if (name === 'w:pPr') this.properties = 'paragraph';
    else if (name === 'w:trPr') this.properties = 'row';
    else if (name === 'w:tcPr') this.properties = 'cell';
    else if (name === 'w:sdtPr') this.properties = 'control';
    else if (name === 'w:tbl') this.flows.openTable();
    else if (name === 'w:tr') this.flows.openRow();
    else if (name === 'w:tc' || name === 'w:txbxContent') this.flows.openFlow();
    else if (name === 'w:sdt') this.controls.push({ placeholder: false, contents: false });
    else if (name === 'mc:AlternateContent') this.choices.push(false);
    else if (name === 'w:footnote' || name === 'w:endnote') return this.openNote(name, tag);
    return undefined;
  }

  private openInline(name: string, tag: XmlTag): 'skip' | undefined {
    const run = this.runs.at(-1);
    if (name === 'w:r' || name === 'm:r') this.runs.push({ hidden: null, style: null });
    else if (name === 'w:t' || name === 'm:t') this.openText(tag);
    else if (name === 'w:instrText') this.within = 'instruction';
    else if (!run) return undefined;
    else if (name === 'w:vanish') run.hidden = tag.isOn();
    else if (name === 'w:rStyle') run.style = tag.attribute('val');
    else if (name === 'w:fldChar') this.fields.mark(tag.attribute('fldCharType'));
    else if (!this.isHidden()) this.addSign(name, tag);
    return undefined;
  }

  private openText(tag: XmlTag): void {
    this.within = 'text';
    this.keepsSpace = tag.attribute('space') === 'preserve';
  }

  private addSign(name: string, tag: XmlTag): void {
    const sign = signs[name] ?? this.signOf(name, tag);
    if (sign) this.flows.paragraph?.pieces.addMadeUp(sign);
  }

  private signOf(name: string, tag: XmlTag): string | null {
    if (name === 'w:sym') return symbolSign(Number.parseInt(tag.attribute('char') ?? '', 16), tag.attribute('font') ?? '');
    if (name !== 'w:footnoteReference' && name !== 'w:endnoteReference') return null;
    const own = ['1', 'true', 'on'].includes(tag.attribute('customMarkFollows') ?? '');
    return this.notes.refer(name === 'w:footnoteReference' ? 'footnote' : 'endnote', tag.attribute('id') ?? '', own);
  }

  /** Notes that nobody refers to, and the lines that part notes from text, are not shown. */
  private openNote(name: string, tag: XmlTag): 'skip' | undefined {
    return this.notes.begin(name === 'w:footnote' ? 'footnote' : 'endnote', tag.attribute('id') ?? '') ? undefined : 'skip';
  }

  /** A table of contents begins in its first line. */
  private instruct(text: string): void {
    this.fields.instruct(text);
    if (this.flows.paragraph && this.fields.inContents) this.flows.paragraph.contents = true;
  }

  private closeParagraph(): void {
    this.fields.endParagraph();
    this.flows.closeParagraph();
  }

  private isHidden(): boolean {
    if (this.fields.hidesText || this.controls.some(({ placeholder }) => placeholder)) return true;
    const run = this.runs.at(-1);
    const byRun = run?.hidden ?? this.styles.factsOf(run?.style ?? null).hidden;
    return byRun ?? this.styles.factsOf(this.flows.paragraph?.style ?? this.styles.usual).hidden ?? false;
  }

  private inContents(): boolean {
    return this.fields.inContents || this.controls.some(({ contents }) => contents);
  }
}

/** Without the blanks at both ends, which count only where the element keeps them. */
function trimmed(bytes: Buffer, from: number, to: number): [from: number, to: number] {
  let start = from;
  let end = to;
  while (start < end && (bytes[start] ?? 0) <= 0x20) start += 1;
  while (end > start && (bytes[end - 1] ?? 0) <= 0x20) end -= 1;
  return [start, end];
}
