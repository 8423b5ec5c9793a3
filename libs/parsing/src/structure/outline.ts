import { Continuations } from './continuations.js';
import { joinsWords, type Marker } from './markers.js';
import { hasSentenceEnd } from './sentences.js';
import { rankOf, type Style } from './styles.js';

/** A marker that is a heading, and where it hangs. */
export interface OutlineNode {
  readonly marker: Marker;
  /** Depth, 1 = outermost, counted without skipped kinds of numbering. */
  readonly level: number;
  /** Index of the enclosing node, or null. */
  readonly parent: number | null;
}

/** A list that is being counted: its kind, its last number, the node of its last item, and whether all items so far are one sentence. */
interface OpenList {
  readonly style: Style;
  readonly last: number;
  readonly node: number;
  readonly oneSentence: boolean;
}

/** A heading that no sentence has ended may hold the next marker up to this far from its own, in UTF-16 units. */
const LONGEST_OPEN_HEADING = 80;

/** Longer is no sentence, in UTF-16 units. */
const LONGEST_SENTENCE = 600;

/** An item that goes on behind a comma begins no further than this from the one before, in UTF-16 units. */
const LONGEST_CLAUSE = 120;

/** Numbers closer to each other than this count things in a phrase, in UTF-16 units. */
const ENUMERATED = 8;

/** Kinds that may skip a number, and stand where no sentence ends if their list would lack them otherwise. */
const strong: ReadonlySet<Style> = new Set(['part', 'chapter', 'section', 'han', 'hanBracket']);
/** Kinds that are headings even when nothing continues them. */
const alone: ReadonlySet<Style> = new Set(['han', 'hanBracket']);
/** Kinds that count by words, so that a comma may stand before them. */
const spoken: ReadonlySet<Style> = new Set(['itemIs', 'itemOrdinal', 'itemOf']);
/** Kinds of one rank in practice: whichever begins inside an item of another hangs below it. */
const loose: ReadonlySet<Style> = new Set(['circled', 'itemIs', 'itemOrdinal', 'itemOf']);

/**
 * The headings among a text's markers. A number must continue its list or begin one, and stand free or right inside a heading that no
 * sentence has ended yet. Lists nest by what encloses what, so skipped kinds of numbering and restarts fall into place.
 * `losses` are the ascending offsets before which text is lost: behind them lists may begin, or go on, with a higher number. Linear.
 */
export function buildOutline(text: string, markers: readonly Marker[], losses: readonly number[] = []): OutlineNode[] {
  const builder = new OutlineBuilder(text, markers, losses);
  markers.forEach((marker, index) => {
    builder.offer(marker, index);
  });
  return builder.nodes;
}

class OutlineBuilder {
  readonly nodes: OutlineNode[] = [];
  /** The lists that enclose the place, outermost first. */
  private readonly lists: OpenList[] = [];
  /** Which kind was seen right below which, as `outer inner`. */
  private readonly nested = new Set<string>();
  /** Kinds seen since text was last lost. */
  private readonly seen = new Set<Style>();
  /** How many of the losses stand before the place. */
  private passed = 0;
  private readonly later: Continuations;

  constructor(
    private readonly text: string,
    private readonly markers: readonly Marker[],
    private readonly losses: readonly number[],
  ) {
    this.later = new Continuations(markers);
  }

  /** Takes the marker as a heading if its number fits and it may stand where it stands. */
  offer(marker: Marker, index: number): void {
    this.passLosses(marker.from);
    const depth = this.depthOf(marker, index);
    if (depth === null || !this.mayStand(marker, index, depth)) return;
    const outer = depth > 0 ? this.lists[depth - 1] : undefined;
    if (outer) this.nested.add(`${outer.style} ${marker.style}`);
    this.seen.add(marker.style);
    if (marker.number === 1) this.dropAnnouncement(marker, this.lists[depth]);
    const before = marker.number > 1 ? this.lists[depth] : undefined;
    const oneSentence = before ? before.oneSentence && !this.isSentenceOver(before, marker.from) : true;
    this.lists.length = depth;
    this.nodes.push({ marker, level: depth + 1, parent: outer?.node ?? null });
    this.lists.push({ style: marker.style, last: marker.number, node: this.nodes.length - 1, oneSentence });
  }

  /** `我讲两点:一、要学;二、要做。一、要学。…`: a list in one sentence that names the headings which follow is none of its own. */
  private dropAnnouncement(marker: Marker, list: OpenList | undefined): void {
    if (!list?.oneSentence || list.last < 2 || list.style !== marker.style || !this.isSentenceOver(list, marker.from)) return;
    const items = this.nodes.slice(-list.last);
    const [first, second] = items;
    if (!first || !second || items.some((item, index) => item.marker.style !== list.style || item.marker.number !== index + 1)) return;
    const words = this.text.slice(first.marker.to, second.marker.from).replace(/[；;，,\s]{1,3}$/, '');
    if (words.length > 2 && this.text.startsWith(words, marker.to)) this.nodes.length -= list.last;
  }

  private passLosses(at: number): void {
    while ((this.losses[this.passed] ?? Number.POSITIVE_INFINITY) <= at) {
      this.passed += 1;
      this.seen.clear();
    }
  }

  /** How many lists enclose the marker, or null when its number fits nowhere. */
  private depthOf(marker: Marker, index: number): number | null {
    const same = this.lists.findIndex(({ style }) => style === marker.style);
    const open = this.lists[same];
    const anyNumber = this.passed > 0 && !this.seen.has(marker.style) && marker.free;
    if (open) {
      const goesOn = continues(marker, open.last) || (anyNumber && marker.number > open.last);
      return goesOn || this.beginsAnew(marker, index, open) ? same : null;
    }
    if (marker.number !== 1 && !anyNumber) return null;
    const second = Math.max(this.later.find(index, marker.number + 1), this.secondInside(marker, index));
    if (second < 0 && !(alone.has(marker.style) && marker.free)) return null;
    return this.enclosing(marker, index, second);
  }

  /** Index of the second item where it stands inside the first, as in `1.增长2.提质`; or -1. */
  private secondInside(marker: Marker, index: number): number {
    const next = this.later.next(index);
    const second = this.markers[next];
    if (!second || second.number !== marker.number + 1) return -1;
    if (this.isNextClause(marker, second)) return next;
    if (joinsWords(this.text, second)) return -1;
    return this.isOpen(marker.to, second.from) ? next : -1;
  }

  /** A new list of a kind that is open: it has a second item, unless the open one goes on before that and the number was an aside. */
  private beginsAnew({ style, number, free }: Marker, index: number, open: OpenList): boolean {
    if (number !== 1 || !free) return false;
    const second = this.later.find(index, 2);
    const goesOn = open.last > 1 ? this.later.find(index, open.last + 1) : -1;
    if (goesOn >= 0 && (second < 0 || goesOn < second)) return false;
    return second >= 0 || alone.has(style);
  }

  /** A new list hangs below every open list of an outer kind, and below one of an inner kind whose item goes on after it. */
  private enclosing(marker: Marker, index: number, second: number): number {
    let depth = this.lists.length;
    while (depth > 0) {
      const list = this.lists[depth - 1];
      if (!list || (this.encloses(list.style, marker.style) && !this.isOver(list, marker.from))) break;
      const goesOn = this.later.findStyle(index, list.style, list.last + 1);
      if (goesOn >= 0 && second >= 0 && second < goesOn) break;
      depth -= 1;
    }
    return depth;
  }

  /** `一是人少，二是钱少。`: items of one sentence end with it, and what begins behind it is in none of them. */
  private isOver(list: OpenList, at: number): boolean {
    return loose.has(list.style) && list.last > 1 && list.oneSentence && this.isSentenceOver(list, at);
  }

  private isSentenceOver({ node }: OpenList, at: number): boolean {
    const from = this.nodes[node]?.marker.to ?? at;
    return at - from > LONGEST_SENTENCE || /[。！？!?\n]/.test(this.text.slice(from, at));
  }

  /** Whether lists of one kind hold lists of another: so seen in this text before, or else by rank. */
  private encloses(outer: Style, inner: Style): boolean {
    if (this.nested.has(`${outer} ${inner}`)) return true;
    if (this.nested.has(`${inner} ${outer}`)) return false;
    return rankOf(outer) < rankOf(inner) || (loose.has(outer) && loose.has(inner));
  }

  /**
   * Free places always will do. Elsewhere the marker must stand in an open heading, or be the one number its list lacks.
   */
  private mayStand(marker: Marker, index: number, depth: number): boolean {
    if (marker.free) return true;
    const before = this.nodes.at(-1);
    if (before && before.level === depth + 1 && this.isNextClause(before.marker, marker)) return true;
    if (joinsWords(this.text, marker)) return false;
    const goesOut = before !== undefined && depth < before.level - 1;
    if (before && this.isOpen(before.marker.to, marker.from) && !(goesOut && this.isEnumerated(marker, index))) return true;
    return strong.has(marker.style) && this.later.isMissedBy(index);
  }

  /** `张三、李四、王五`: the next or the last number of the kind stands right beside it. */
  private isEnumerated({ from, to }: Marker, index: number): boolean {
    const next = this.markers[this.later.next(index)];
    const last = this.markers[this.later.last(index)];
    return (next !== undefined && next.from - to < ENUMERATED) || (last !== undefined && from - last.to < ENUMERATED);
  }

  /** `一是人少，二是钱少`: the next item of a list behind a comma, in the same sentence. */
  private isNextClause(last: Marker, { style, number, from }: Marker): boolean {
    if (!spoken.has(style) || style !== last.style || number !== last.number + 1 || !',，'.includes(this.text[from - 1] ?? ' '))
      return false;
    return from - last.to > 1 && from - last.to <= LONGEST_CLAUSE && !/[。！？!?\n]/.test(this.text.slice(last.to, from));
  }

  /** Whether a heading that begins at `from` can still be going on at `to`. */
  private isOpen(from: number, to: number): boolean {
    return to - from > 1 && to - from <= LONGEST_OPEN_HEADING && !hasSentenceEnd(this.text, from, to);
  }
}

/** The next number, or a number whose neighbours the author or the source has lost. */
function continues({ style, number, free }: Marker, last: number): boolean {
  if (number === last + 1) return true;
  return free && strong.has(style) && number >= last && number <= last + 3;
}
