import { symbolSign } from '../numbering/symbols.js';
import type { XmlHandler } from '../xml/scan-xml.js';
import type { XmlTag } from '../xml/xml-tag.js';
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

const inRun = new Set([
  ...Object.keys(signs),
  ...['vanish', 'rStyle', 'fldChar', 'sym', 'footnoteReference', 'endnoteReference'].map((name) => `w:${name}`),
]);

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

  /** What begins with an element of this name, and what ends with it. Tables, since a long document has millions of elements. */
  private readonly opening = new Map<string, (tag: XmlTag) => void>([
    ['w:p', () => this.flows.openParagraph(this.inContents())],
    ['w:r', () => this.runs.push({ hidden: null, style: null })],
    ['m:r', () => this.runs.push({ hidden: null, style: null })],
    ['w:t', (tag) => this.openText(tag)],
    ['m:t', (tag) => this.openText(tag)],
    ['w:instrText', () => this.read('instruction')],
    ['w:pPr', () => this.readProperties('paragraph')],
    ['w:trPr', () => this.readProperties('row')],
    ['w:tcPr', () => this.readProperties('cell')],
    ['w:sdtPr', () => this.readProperties('control')],
    ['w:tbl', () => this.flows.openTable()],
    ['w:tr', () => this.flows.openRow()],
    ['w:tc', () => this.flows.openFlow()],
    ['w:txbxContent', () => this.flows.openFlow()],
    ['w:sdt', () => this.controls.push({ placeholder: false, contents: false })],
    ['mc:AlternateContent', () => this.choices.push(false)],
  ]);
  private readonly closing = new Map<string, () => void>([
    ['w:p', () => this.closeParagraph()],
    ['w:r', () => this.runs.pop()],
    ['m:r', () => this.runs.pop()],
    ['w:t', () => this.read(null)],
    ['m:t', () => this.read(null)],
    ['w:instrText', () => this.read(null)],
    ['w:pPr', () => this.readProperties(null)],
    ['w:trPr', () => this.readProperties(null)],
    ['w:tcPr', () => this.readProperties(null)],
    ['w:sdtPr', () => this.readProperties(null)],
    ['w:tbl', () => this.flows.closeTable()],
    ['w:tr', () => this.flows.closeRow()],
    ['w:tc', () => this.flows.closeCell()],
    ['w:txbxContent', () => this.flows.closeBox()],
    ['w:sdt', () => this.controls.pop()],
    ['mc:AlternateContent', () => this.choices.pop()],
  ]);

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
    const opens = this.opening.get(name);
    if (opens) opens(tag);
    else if (name === 'w:footnote' || name === 'w:endnote') return this.openNote(name, tag);
    else if (inRun.has(name)) this.openInRun(name, tag);
    return undefined;
  }

  text(from: number, to: number, literal: boolean): void {
    if (this.within === 'instruction') this.instruct(this.bytes.toString('utf8', from, to));
    if (this.within !== 'text' || this.isHidden()) return;
    const keep = literal || this.keepsSpace;
    const [start, end] = keep ? [from, to] : trimmed(this.bytes, from, to);
    this.flows.paragraph?.pieces.addBytes(this.base + start, this.base + end);
  }

  close(name: string): void {
    this.closing.get(name)?.();
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

  /** Signs and notes: only what stands in a run is seen. */
  private openInRun(name: string, tag: XmlTag): undefined {
    const run = this.runs.at(-1);
    if (!run) return;
    if (name === 'w:vanish') run.hidden = tag.isOn();
    else if (name === 'w:rStyle') run.style = tag.attribute('val');
    else if (name === 'w:fldChar') this.fields.mark(tag.attribute('fldCharType'));
    else if (!this.isHidden()) this.addSign(name, tag);
  }

  private read(what: 'text' | 'instruction' | null): void {
    this.within = what;
  }

  private readProperties(of: 'paragraph' | 'row' | 'cell' | 'control' | null): void {
    this.properties = of;
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
    if (this.fields.hidesText || (this.controls.length > 0 && this.controls.some(({ placeholder }) => placeholder))) return true;
    const run = this.runs.at(-1);
    const byRun = run?.hidden ?? (run?.style ? this.styles.factsOf(run.style).hidden : null);
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
