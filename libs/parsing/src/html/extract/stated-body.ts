import { essence } from './title-line.js';

const PROBE = 16;
const MIN_BODY = 120;
/** A longer body is compared by its beginning only. */
const MAX_BODY = 120_000;

/** The text of the work as the page's own linked data gives it, to be compared with lines. */
export class StatedBody {
  private readonly probes = new Set<string>();

  constructor(articleBody: string | null) {
    const body = essence(stripTags(articleBody ?? '').slice(0, MAX_BODY));
    if (body.length < MIN_BODY) return;
    for (let at = 0; at + PROBE <= body.length; at++) this.probes.add(body.slice(at, at + PROBE));
  }

  get isKnown(): boolean {
    return this.probes.size > 0;
  }

  /** Whether a line of some length stands in the body; null for a line too short to tell. */
  holds(text: string): boolean | null {
    const line = essence(text);
    if (line.length < PROBE) return null;
    const places = [0, (line.length - PROBE) >> 1, line.length - PROBE];
    const hits = places.filter((at) => this.probes.has(line.slice(at, at + PROBE))).length;
    return hits >= 2;
  }
}

const stripTags = (text: string): string => text.replace(/<\/?[a-z][^<>]{0,500}>/gi, ' ');
