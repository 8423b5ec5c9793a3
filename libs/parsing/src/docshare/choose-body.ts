import type { Span } from '../page/joined-text.js';
import type { FurniturePiece } from './furniture.js';

/** Where the body of a page stands between its furniture. */
export interface BodyPlace extends Span {
  /** Amount of running text in it. */
  readonly prose: number;
}

/** Running text worth keeping on both sides of a weak piece of furniture, in Han characters: then the piece is part of the text. */
const MUCH_PROSE = 300;

/** On a page of terms, and above the furniture of the head, less running text is a note of the site, in Han characters. */
const NOTE = 200;
/** Least text without sentences that is a body, in characters that are not white space. */
const UNPUNCTUATED = 40;

/**
 * The stretch between two pieces of furniture that holds most running text; failing that, the text below all furniture of the head.
 * Null when the page shows no text of the file.
 */
export function chooseBody(folded: string, pieces: readonly FurniturePiece[]): BodyPlace | null {
  const first = pieces.find(({ side, weight }) => side !== 'tail' && weight > 0);
  const top = first && (first.side === 'head' || first.rule === 'share-line') ? first.from : 0;
  const stretches = stretchesBetween(folded, pieces).filter(({ to, prose }) => to > top || prose > NOTE);
  const best = stretches.reduce<BodyPlace | null>((kept, stretch) => (kept && kept.prose >= stretch.prose ? kept : stretch), null);
  if (best && best.prose > (pieces.some(({ rule }) => rule === 'download-terms') ? NOTE : 0)) return best;
  const below = Math.max(0, ...pieces.filter(({ side }) => side === 'head').map(({ to }) => to));
  const unpunctuated = stretches.find(({ from, to }) => from >= below && folded.slice(from, to).replace(/\s+/g, '').length >= UNPUNCTUATED);
  return pieces.some(({ template }) => template === 'notice') ? null : (unpunctuated ?? null);
}

/** What stands between the pieces. A weak piece with much text on both sides is a look-alike inside the text and parts nothing. */
function stretchesBetween(folded: string, pieces: readonly FurniturePiece[]): BodyPlace[] {
  const stretches: BodyPlace[] = [];
  let from = 0;
  let parting = true;
  for (const piece of [...pieces, null]) {
    const to = Math.max(from, piece?.from ?? folded.length);
    const stretch = { from, to, prose: proseIn(folded, from, to) };
    const last = stretches.at(-1);
    if (last && !parting && last.prose >= MUCH_PROSE && stretch.prose >= MUCH_PROSE) {
      stretches[stretches.length - 1] = { from: last.from, to, prose: last.prose + stretch.prose };
    } else stretches.push(stretch);
    parting = piece === null || piece.weight > 0 || (to === from && parting);
    from = Math.max(from, piece?.to ?? from);
  }
  return stretches;
}

/** More than enough to tell a body from furniture, in Han characters; counting stops there. */
const ENOUGH = 20_000;

/** Han characters that stand in running text: in lines with at least one punctuation mark to each forty of them. No more lines than give `enough`. */
export function proseIn(folded: string, from: number, to: number, enough = ENOUGH): number {
  let prose = 0;
  for (let at = from; at < to && prose < enough; ) {
    const lineEnd = folded.indexOf('\n', at);
    const end = lineEnd < 0 || lineEnd > to ? to : lineEnd;
    prose += proseInLine(folded, at, Math.min(end, at + ENOUGH));
    at = end + 1;
  }
  return prose;
}

/** Read by code unit: lines are as long as pages. */
function proseInLine(folded: string, from: number, to: number): number {
  let han = 0;
  let stops = 0;
  for (let at = from; at < to; at += 1) {
    const unit = folded.charCodeAt(at);
    if (unit >= 0x3400) han += unit < 0x4dc0 || (unit >= 0x4e00 && unit < 0xa000) ? 1 : 0;
    else if (isStop(unit)) stops += 1;
  }
  return han >= 10 && stops * 40 >= han ? han : 0;
}

/** `。,;:!?、` */
const isStop = (unit: number): boolean =>
  unit === 0x2c || unit === 0x3a || unit === 0x3b || unit === 0x21 || unit === 0x3f || unit === 0x3001 || unit === 0x3002;
