import { scanXml } from '../xml/scan-xml.js';
import type { XmlTag } from '../xml/xml-tag.js';
import { type LevelOverride, type ListLevel, type Numberings, usualLevel } from './definitions.js';
import { bulletSign } from './symbols.js';

type Writable<T> = { -readonly [K in keyof T]: T[K] };

/** A longer pattern is no number; a hostile one would be printed before each paragraph. */
const LONGEST_PATTERN = 40;

/** Reads `numbering.xml`. Throws what `scanXml` throws. */
export function readNumbering(bytes: Uint8Array): Numberings {
  const reader = new NumberingReader();
  scanXml(bytes, reader);
  return reader.numberings;
}

class NumberingReader {
  private readonly definitions = new Map<string, { levels: Map<number, ListLevel>; link: string | null }>();
  private readonly lists = new Map<string, { definition: string; overrides: Map<number, LevelOverride> }>();
  readonly numberings: Numberings = { definitions: this.definitions, lists: this.lists };

  private definition: { levels: Map<number, ListLevel>; link: string | null } | null = null;
  private list: { definition: string; overrides: Map<number, LevelOverride> } | null = null;
  private override: { at: number; start: number | null; level: ListLevel | null } | null = null;
  private level: Writable<ListLevel> | null = null;
  private levelAt = 0;
  private font = '';

  open(name: string, tag: XmlTag): 'skip' | undefined {
    // New formats stand in a choice that older programs, and this one, pass over for its fallback.
    if (name === 'mc:Choice' || name === 'w:pPr') return 'skip';
    const value = tag.attribute('val');
    if (name === 'w:abstractNum') this.openDefinition(tag.attribute('abstractNumId') ?? '');
    else if (name === 'w:num') this.openList(tag.attribute('numId') ?? '');
    else if (name === 'w:numStyleLink' && this.definition) this.definition.link = value;
    else if (name === 'w:abstractNumId' && this.list) this.list.definition = value ?? '';
    else if (name === 'w:lvlOverride') this.override = { at: tag.integer('ilvl') ?? 0, start: null, level: null };
    else if (name === 'w:startOverride' && this.override) this.override.start = tag.integer('val');
    else if (name === 'w:lvl') this.openLevel(tag.integer('ilvl') ?? 0);
    else if (this.level) this.readLevel(this.level, name, tag, value);
    return undefined;
  }

  close(name: string): void {
    if (name === 'w:lvl' && this.level) this.closeLevel(this.level);
    else if (name === 'w:lvlOverride' && this.override) {
      this.list?.overrides.set(this.override.at, this.override);
      this.override = null;
    } else if (name === 'w:abstractNum') this.definition = null;
    else if (name === 'w:num') this.list = null;
  }

  private openDefinition(id: string): void {
    this.definition = { levels: new Map(), link: null };
    this.definitions.set(id, this.definition);
  }

  private openList(id: string): void {
    this.list = { definition: '', overrides: new Map() };
    this.lists.set(id, this.list);
  }

  private openLevel(at: number): void {
    // Programs leave out a start of zero, and no other.
    this.level = { ...usualLevel, start: 0 };
    this.levelAt = at;
    this.font = '';
  }

  private readLevel(level: Writable<ListLevel>, name: string, tag: XmlTag, value: string | null): void {
    if (name === 'w:start') level.start = tag.integer('val') ?? 0;
    else if (name === 'w:numFmt') level.format = value ?? 'decimal';
    else if (name === 'w:lvlText') level.text = (value ?? '').slice(0, LONGEST_PATTERN);
    else if (name === 'w:suff') level.suffix = value === 'space' || value === 'nothing' ? value : 'tab';
    else if (name === 'w:isLgl') level.legal = tag.isOn();
    else if (name === 'w:lvlRestart') level.restart = tag.integer('val');
    else if (name === 'w:pStyle') level.style = value;
    else if (name === 'w:rFonts') this.font = tag.attribute('ascii') ?? tag.attribute('hAnsi') ?? '';
  }

  private closeLevel(level: ListLevel): void {
    const read = level.format === 'bullet' ? { ...level, text: bulletSign(level.text, this.font) } : level;
    if (this.override) this.override.level = read;
    else this.definition?.levels.set(this.levelAt, read);
    this.level = null;
  }
}
