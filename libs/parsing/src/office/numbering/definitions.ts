/** How one level of a list prints its numbers. */
export interface ListLevel {
  readonly start: number;
  /** Name of the number format; `bullet` prints `text` as it is. */
  readonly format: string;
  /** `%1` to `%9` stand for the numbers of the levels. */
  readonly text: string;
  /** What stands between number and paragraph. */
  readonly suffix: 'tab' | 'space' | 'nothing';
  /** Prints the numbers of all levels in figures. */
  readonly legal: boolean;
  /** Begins anew after a paragraph of this level (from 1) or one above it; 0 never; null after any level above its own. */
  readonly restart: number | null;
  /** The paragraph style that puts its paragraphs on this level. */
  readonly style: string | null;
}

/** A list as paragraphs refer to it by its number. Lists of one definition count together. */
export interface NumberedList {
  readonly definition: string;
  readonly overrides: ReadonlyMap<number, LevelOverride>;
}

export interface LevelOverride {
  /** The first paragraph of this list on the level has this number. */
  readonly start: number | null;
  readonly level: ListLevel | null;
}

/** What `numbering.xml` defines. */
export interface Numberings {
  readonly definitions: ReadonlyMap<string, ListDefinition>;
  readonly lists: ReadonlyMap<string, NumberedList>;
}

export interface ListDefinition {
  readonly levels: ReadonlyMap<number, ListLevel>;
  /** The numbering style whose list defines the levels instead. */
  readonly link: string | null;
}

export const usualLevel: ListLevel = {
  ...{ start: 1, format: 'decimal', text: '', suffix: 'tab', legal: false, restart: null, style: null },
};
