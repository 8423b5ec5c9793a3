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
    const style = this.markers[index]?.style;
    return style ? this.search(style, (this.ordinals[index] ?? 0) + 1, number) : -1;
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
    return this.search(style, low, number);
  }

  /** Whether the list lacks the marker at `index`: the next free one of its kind has the number after it. */
  isMissedBy(index: number): boolean {
    const marker = this.markers[index];
    if (!marker) return false;
    const from = (this.ordinals[index] ?? 0) + 1;
    const next = this.ahead(marker.style, from).find((at) => this.markers[at]?.free);
    return next !== undefined && this.markers[next]?.number === marker.number + 1;
  }

  private search(style: Style, from: number, number: number): number {
    for (const at of this.ahead(style, from)) {
      const marker = this.markers[at];
      if (marker?.free && marker.number === number) return at;
      if (marker?.free && marker.number === 1) return -1;
    }
    return -1;
  }

  private ahead(style: Style, from: number): readonly number[] {
    return this.places.get(style)?.slice(from, from + LOOKAHEAD) ?? [];
  }
}
