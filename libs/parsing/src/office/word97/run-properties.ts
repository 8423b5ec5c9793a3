import type { FileInformation } from './file-information.js';
import type { Piece } from './piece-table.js';
import {
  type CharacterProperties,
  changeCharacters,
  changeParagraph,
  type ParagraphProperties,
  paragraphIn,
  plainCharacters,
} from './properties.js';
import { PropertyPages } from './property-pages.js';

/** Properties that hold for the bytes of the document's stream before `to`. */
export interface Until<T> {
  readonly properties: T;
  readonly to: number;
}

/** The properties of paragraphs and characters: those of their bytes, changed by what holds for their piece. */
export class RunProperties {
  private readonly paragraphs: PropertyPages;
  private readonly characters: PropertyPages;

  constructor(
    private readonly document: Uint8Array,
    private readonly tables: Uint8Array,
    /** The stream with properties that are too long to stand in their place. */
    private readonly elsewhere: Uint8Array | null,
    information: FileInformation,
  ) {
    this.paragraphs = new PropertyPages(tables, information.tables.paragraphPages, document, 'paragraphs');
    this.characters = new PropertyPages(tables, information.tables.characterPages, document, 'characters');
  }

  ofParagraph(byte: number, { changes }: Piece): Until<ParagraphProperties> {
    const { at, size, style, to } = this.paragraphs.at(byte);
    const properties = paragraphIn(style);
    changeParagraph(properties, this.document, at, at + size, this.elsewhere);
    if (changes) changeParagraph(properties, this.tables, changes.from, changes.to, this.elsewhere);
    return { properties, to };
  }

  ofCharacters(byte: number, { changes }: Piece): Until<CharacterProperties> {
    const { at, size, to } = this.characters.at(byte);
    const properties = plainCharacters();
    changeCharacters(properties, this.document, at, at + size);
    if (changes) changeCharacters(properties, this.tables, changes.from, changes.to);
    return { properties, to };
  }
}
