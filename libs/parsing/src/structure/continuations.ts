import type { Marker } from './markers.js';
import type { Style } from './styles.js';

/** How many later markers of the same kind are looked at: lists of a speech are shorter, and the search stays linear. */
const LOOKAHEAD = 40;

/** Looks ahead among the markers of one kind: does a list go on, and where? */
export class Continuations {
  /** Indexes of the markers of each kind, ascending. */
  private readonly places = new Map<Style, number[]>();
  /** For each marker, how many of its kind stand before it. */
  private readonly ordinals: Int32Array;

  constructor(private readonly markers: readonly Marker[]) {
    this.ordinals = new Int32Array(markers.length);
    markers.forEach(({ style }, index) => {
      const places = this.places.get(style) ?? [];
      this.ordinals[index] = places.length;
      places.push(index);
      this.places.set(style, places);
    });
  }

  /** Index of the free marker that continues the list of the marker at `index` with `number`, before the list begins anew; or -1. */
  find(index: number, number: number): number {
    const marker = this.markers[index];
    return marker ? this.search(marker.style, (this.ordinals[index] ?? 0) + 1, number, marker.atLine) : -1;
  }

  /** The same for an open list of another kind, looking from `index` on. */
  findStyle(index: number, style: Style, number: number): number {
    const places = this.places.get(style) ?? [];
    let low = 0;
    let high = places.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((places[middle] ?? 0) <= index) low = middle + 1;
      else high = middle;
    }
    return this.search(style, low, number, false);
  }

  /** Index of the next marker of the same kind, or -1. */
  next(index: number): number {
    return this.beside(index, 1);
  }

  /** Index of the marker of the same kind before it, or -1. */
  last(index: number): number {
    return this.beside(index, -1);
  }

  private beside(index: number, step: number): number {
    const style = this.markers[index]?.style;
    return (style && this.places.get(style)?.[(this.ordinals[index] ?? 0) + step]) ?? -1;
  }

  /** Whether the list lacks the marker at `index`: the next one of its kind is free and has the number after it. */
  isMissedBy(index: number): boolean {
    const marker = this.markers[index];
    if (!marker) return false;
    const next = this.markers[this.next(index)];
    return next?.free === true && next.number === marker.number + 1;
  }

  /** A list whose items begin lines does not begin anew inside one. */
  private search(style: Style, from: number, number: number, inLines: boolean): number {
    for (const at of this.ahead(style, from)) {
      const marker = this.markers[at];
      if (!marker?.free) continue;
      if (marker.number === number) return at;
      if (marker.number === 1 && (marker.atLine || !inLines)) return -1;
    }
    return -1;
  }

  private ahead(style: Style, from: number): readonly number[] {
    return this.places.get(style)?.slice(from, from + LOOKAHEAD) ?? [];
  }
}
