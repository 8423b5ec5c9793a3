import type { PageResult } from '#domain';

export interface SourcePiece {
  readonly text: string;
  /** The rule that removed it, or null for what a speech contains. */
  readonly rule: string | null;
}

export interface SourceText {
  readonly pieces: readonly SourcePiece[];
  /** How many bytes are shown when that is not all of them. */
  readonly cutAt: number | null;
}

const MOST_BYTES = 400_000;

/** The capture as text, cut at the edges of what was removed. Null for formats that are no text. */
export function sourceText(
  bytes: Uint8Array,
  { format, charset, removals }: Pick<PageResult, 'format' | 'charset' | 'removals'>,
): SourceText | null {
  if (format !== 'text' && format !== 'html' && format !== 'markdown') return null;
  const decoder = new TextDecoder(charset ?? 'utf-8');
  const end = Math.min(bytes.byteLength, MOST_BYTES);
  const edges = removals.flatMap(({ rule, ranges }) => ranges.map(([from, to]) => ({ rule, from, to }))).sort((a, b) => a.from - b.from);
  const pieces: SourcePiece[] = [];
  let at = 0;
  const take = (to: number, rule: string | null) => {
    const text = decoder.decode(bytes.subarray(at, Math.min(to, end)));
    if (text !== '') pieces.push({ text, rule });
    at = Math.max(at, Math.min(to, end));
  };
  for (const { rule, from, to } of edges) {
    if (at >= end) break;
    if (from > at) take(from, null);
    if (to > at) take(to, rule);
  }
  if (at < end) take(end, null);
  return { pieces, cutAt: end < bytes.byteLength ? end : null };
}
