import type { LineKind } from './rtf-lines.js';

interface Style {
  name: string;
  outline: number | null;
}

/** Deepest heading that a style's name can ask for. */
const NAMED_HEADING = /^(?:heading|标题|標題|título|titre)\s{0,3}([1-9])(?:\s|$|,|字符|char)/i;
const NAMED_TITLE = /^(?:title|标题|標題|文档标题)$/i;

/** The paragraph styles of a file, which say what is a heading. */
export class RtfStyles {
  private readonly styles = new Map<number, Style>();
  private current: Style = { name: '', outline: null };

  begin(): void {
    this.current = { name: '', outline: null };
    if (!this.styles.has(0)) this.styles.set(0, this.current);
  }

  number(style: number): void {
    this.styles.set(style, this.current);
  }

  outline(level: number | null): void {
    this.current.outline = level;
  }

  addName(text: string): void {
    if (this.current.name.length < 100) this.current.name += text;
  }

  /** What a paragraph is, from its own outline level or from its style. */
  kindOf(outline: number | null, style: number | null): LineKind {
    const named = this.styles.get(style ?? -1);
    const name = named?.name.replace(/;.*$/, '').trim() ?? '';
    if (outline === null && NAMED_TITLE.test(name)) return { kind: 'title', level: null };
    const level = outline ?? named?.outline ?? (Number(NAMED_HEADING.exec(name)?.[1] ?? 0) || null);
    return level === null ? { kind: 'paragraph', level: null } : { kind: 'heading', level };
  }
}
