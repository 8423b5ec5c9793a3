import type { XmlTag } from '../xml/xml-tag.js';
import { Pieces, type WordItem, type WordParagraph } from './paragraph.js';

/** A paragraph while it is being read. */
export class OpenParagraph {
  readonly pieces: Pieces;
  readonly boxes: WordItem[][];
  style: string | null = null;
  private list: string | null = null;
  private listLevel: number | null = null;
  private outline: number | null = null;
  private centred: boolean | null = null;
  /** Its end is deleted or hidden: the next paragraph goes on in the same line, and its properties hold for both. */
  endIsGone = false;

  constructor(
    /** Stands in a table of contents. */
    public contents: boolean,
    before: OpenParagraph | null,
  ) {
    this.pieces = before?.pieces ?? new Pieces();
    this.boxes = before?.boxes ?? [];
  }

  /** Reads one element of its properties. */
  read(name: string, tag: XmlTag): void {
    if (name === 'w:pStyle') this.style = tag.attribute('val');
    else if (name === 'w:numId') this.list = tag.attribute('val');
    else if (name === 'w:ilvl') this.listLevel = tag.integer('val');
    else if (name === 'w:outlineLvl') this.outline = tag.integer('val');
    else if (name === 'w:jc') this.centred = tag.attribute('val') === 'center';
    else if (name === 'w:del' || name === 'w:moveFrom') this.endIsGone = true;
    else if (name === 'w:vanish') this.endIsGone ||= tag.isOn();
  }

  finished(): WordParagraph {
    const { pieces, boxes, style, list, listLevel, outline, centred, contents } = this;
    return { pieces, boxes, style, list, listLevel, outline, centred, contents };
  }
}
