import { findDates } from '#text';
import { nameIn, withoutDates } from './people.js';
import { headLength, noteLength } from './salutation.js';

/** When, where and by whom a text was spoken, as the words between its title and its salutation say. */
export interface Delivered {
  readonly date: string | null;
  readonly occasion: string | null;
  readonly speaker: string | null;
  /** The words themselves; empty without any. */
  readonly words: string;
}

const NOTHING: Delivered = { date: null, occasion: null, speaker: null, words: '' };

/** `在…会议上`, and who stands behind it. */
const place = /在([^，,。]{3,60}?[会议式礼坛班])上([^，,。]{0,40})$/;

/** `——2021年1月18日在青禾市第五届人民代表大会第六次会议上 市长 林海洋`, on a line of its own or run into the salutation. */
export function readDelivered(head: string): Delivered {
  const note = noteLength(head, 0);
  const glued = headLength(head, note);
  const phrase = glued > 0 ? head.slice(note, note + glued) : lineBelow(head);
  if (phrase === null) return NOTHING;
  const words = phrase.trim();
  const found = place.exec(words);
  const who = found ? (found[2] ?? '') : withoutDates(words);
  return { date: findDates(words)[0]?.date ?? null, occasion: found?.[1] ?? null, speaker: nameIn(who), words };
}

/** A line that begins with a dash, or with a day and a place. */
const lineBelow = (head: string): string | null =>
  head
    .split('\n', 3)
    .map((line) => line.trim())
    .find(
      (line) => /^[—―–-]{1,4}\s*\S/.test(line) || (/^[(（]?[0-9〇零一二三四五六七八九]{4}年/.test(line) && /在.{3,60}上[)）]?$/.test(line)),
    ) ?? null;
