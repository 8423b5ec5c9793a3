import { scanXml } from '../xml/scan-xml.js';
import type { XmlTag } from '../xml/xml-tag.js';

/** What a style says, its own words or those of a style it is based on. */
export interface StyleFacts {
  /** Outline level from 0; 9 is body text; null when nothing is said. */
  readonly outline: number | null;
  readonly role: 'title' | 'contents' | 'quote' | null;
  readonly hidden: boolean | null;
  readonly centred: boolean | null;
  readonly list: string | null;
  /** Level in the list, from 0. */
  readonly listLevel: number | null;
}

/** A style as the file defines it. */
export interface Style extends StyleFacts {
  readonly basedOn: string | null;
}

const silent: StyleFacts = { ...{ outline: null, role: null, hidden: null, centred: null, list: null, listLevel: null } };
const DEEPEST_CHAIN = 16;

/** The styles of a document, by id. */
export class StyleSheet {
  private readonly facts = new Map<string, StyleFacts>();

  constructor(
    private readonly styles: ReadonlyMap<string, Style>,
    /** The style of paragraphs that name none. */
    readonly usual: string | null,
  ) {}

  /** What holds for a style; of one that is not defined its id may tell. Chains that run in circles are followed for a while. */
  factsOf(id: string | null): StyleFacts {
    if (id === null) return silent;
    const known = this.facts.get(id);
    if (known) return known;
    const merged = this.chainOf(id).reduceRight<StyleFacts>((below, style) => over(below, style), silent);
    this.facts.set(id, merged);
    return merged;
  }

  /** The style and those it is based on, nearest first. */
  lineage(id: string | null): readonly string[] {
    const ids: string[] = [];
    for (let at = id; at !== null && ids.length < DEEPEST_CHAIN; at = this.styles.get(at)?.basedOn ?? null) ids.push(at);
    return ids;
  }

  private chainOf(id: string): Style[] {
    return this.lineage(id).map((at) => this.styles.get(at) ?? styleNamed(at));
  }
}

const over = (below: StyleFacts, own: StyleFacts): StyleFacts => ({
  outline: own.outline ?? below.outline,
  role: own.role ?? below.role,
  hidden: own.hidden ?? below.hidden,
  centred: own.centred ?? below.centred,
  list: own.list ?? below.list,
  listLevel: own.listLevel ?? below.listLevel,
});

export type Writable<T> = { -readonly [K in keyof T]: T[K] };

/** Reads `styles.xml`. Throws what `scanXml` throws. */
export function readStyles(bytes: Uint8Array): StyleSheet {
  const styles = new Map<string, Style>();
  let usual: string | null = null;
  let style: Writable<Style> | null = null;
  scanXml(bytes, {
    open(name: string, tag: XmlTag) {
      if (name === 'w:style') {
        const id = tag.attribute('styleId') ?? '';
        style = styleNamed(id);
        styles.set(id, style);
        if (tag.attribute('type') === 'paragraph' && ['1', 'true', 'on'].includes(tag.attribute('default') ?? '')) usual = id;
      } else if (style && name === 'w:tblStylePr') return 'skip';
      else if (style) readStyle(style, name, tag);
      return undefined;
    },
    close(name: string) {
      if (name === 'w:style') style = null;
    },
  });
  return new StyleSheet(styles, usual);
}

function readStyle(style: Writable<Style>, name: string, tag: XmlTag): void {
  if (name === 'w:name') nameStyle(style, tag.attribute('val') ?? '');
  else if (name === 'w:basedOn') style.basedOn = tag.attribute('val');
  else if (name === 'w:outlineLvl') style.outline = tag.integer('val');
  else if (name === 'w:vanish') style.hidden = tag.isOn();
  else if (name === 'w:jc') style.centred = tag.attribute('val') === 'center';
  else if (name === 'w:numId') style.list = tag.attribute('val');
  else if (name === 'w:ilvl') style.listLevel = tag.integer('val');
}

/** What the id of a style says: that of a built-in one is its name without blanks, unless the program translates it. */
export function styleNamed(id: string): Writable<Style> {
  const style: Writable<Style> = { ...silent, basedOn: null };
  nameStyle(style, id);
  return style;
}

/** Built-in styles keep their English names in every language; other programs translate them. */
export function nameStyle(style: Writable<Style>, name: string): void {
  const level = /^(?:heading|标题|標題|見出し) ?([1-9])$/i.exec(name)?.[1];
  if (level) style.outline ??= Number(level) - 1;
  else if (/^(?:title|标题|標題|文档标题)$/i.test(name)) style.role = 'title';
  else if (/^(?:toc|目录|目錄) ?(?:[1-9]|heading|标题)$/i.test(name)) style.role = 'contents';
  else if (/^(?:intense )?quote$|^(?:明显)?引用$/i.test(name)) style.role = 'quote';
}
