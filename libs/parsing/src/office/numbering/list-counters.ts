import { type ListLevel, type Numberings, usualLevel } from './definitions.js';
import { formatNumber } from './number-formats.js';

/** A paragraph's place in a list. */
export interface ListPlace {
  readonly list: string;
  /** From 0. */
  readonly level: number;
}

/** What stands before a paragraph, the space that follows it included. */
export interface ListLabel {
  readonly text: string;
  readonly isBullet: boolean;
}

const LEVELS = 9;

/**
 * Counts the numbered paragraphs of one story as a word processor does: lists of one definition count together, a list with a start of its
 * own begins there once, a number begins anew below a higher one. Ask for each paragraph once, in order.
 */
export class ListCounters {
  private readonly counts = new Map<string, (number | null)[]>();
  /** Lists, by level, whose own start is used up. */
  private readonly started = new Set<string>();

  /** `linked` names the list that a numbering style stands for. */
  constructor(
    private readonly numberings: Numberings,
    private readonly linked: (style: string) => string | null,
  ) {}

  /** The label of the next paragraph at this place; null for a list that is defined nowhere. */
  labelOf({ list, level }: ListPlace): ListLabel | null {
    const at = Math.min(LEVELS - 1, Math.max(0, level));
    const definition = this.definitionOf(list);
    if (definition === null) return null;
    const own = this.levelOf(list, definition, at);
    const counts = this.count(list, definition, at, own);
    const isBullet = own.format === 'bullet';
    const text = isBullet ? own.text : this.printed(list, definition, own, counts);
    return { text: text === '' ? '' : text + space(text, own), isBullet };
  }

  /** The level that the definition of a list gives to the first of these paragraph styles it knows, from 0; null when it knows none. */
  levelLinkedTo(list: string, styles: readonly string[]): number | null {
    const levels = this.numberings.definitions.get(this.definitionOf(list) ?? '')?.levels;
    for (const style of styles) {
      for (const [at, level] of levels ?? []) if (level.style === style) return at;
    }
    return null;
  }

  private count(list: string, definition: string, at: number, own: ListLevel): (number | null)[] {
    const counts = this.counts.get(definition) ?? new Array<number | null>(LEVELS).fill(null);
    this.counts.set(definition, counts);
    counts[at] = this.ownStart(list, at) ?? next(counts[at] ?? null, own.start);
    // A level that is passed over is printed with its start, and counts on from there.
    for (let above = 0; above < at; above += 1) counts[above] ??= this.levelOf(list, definition, above).start;
    for (let below = at + 1; below < LEVELS; below += 1) {
      const { restart } = this.levelOf(list, definition, below);
      if (at < (restart ?? below)) counts[below] = null;
    }
    return counts;
  }

  private ownStart(list: string, at: number): number | null {
    const start = this.numberings.lists.get(list)?.overrides.get(at)?.start ?? null;
    const key = `${at} ${list}`;
    if (start === null || this.started.has(key)) return null;
    this.started.add(key);
    return start;
  }

  private printed(list: string, definition: string, own: ListLevel, counts: readonly (number | null)[]): string {
    return own.text.replace(/%([1-9])/g, (_, place: string) => {
      const level = this.levelOf(list, definition, Number(place) - 1);
      if (level.format === 'bullet') return '';
      return formatNumber(counts[Number(place) - 1] ?? level.start, own.legal && level.format !== 'none' ? 'decimal' : level.format);
    });
  }

  private levelOf(list: string, definition: string, at: number): ListLevel {
    const override = this.numberings.lists.get(list)?.overrides.get(at)?.level;
    return override ?? this.numberings.definitions.get(definition)?.levels.get(at) ?? usualLevel;
  }

  /** The definition that holds the levels: links through numbering styles are followed, but not in circles. */
  private definitionOf(list: string): string | null {
    let id = this.numberings.lists.get(list)?.definition;
    for (let hops = 0; hops < 4 && id !== undefined; hops += 1) {
      const definition = this.numberings.definitions.get(id);
      if (!definition) return null;
      const linked = definition.link === null ? null : this.linked(definition.link);
      if (linked === null) return id;
      id = this.numberings.lists.get(linked)?.definition;
    }
    return null;
  }
}

const next = (count: number | null, start: number): number => (count === null ? start : count + 1);

/** The tab behind a full-width mark is only looks; other numbers are kept apart from the text by one space. */
function space(label: string, { suffix }: ListLevel): string {
  if (suffix === 'nothing') return '';
  return suffix === 'tab' && /[、，。．：；）】〕〉》」』]$/.test(label) ? '' : ' ';
}
