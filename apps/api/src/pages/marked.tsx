import type { ComponentChildren } from 'preact';

type Range = readonly [from: number, to: number];

/** Text with its marked ranges, in order and without overlaps. */
export function Marked({ text, marks }: { text: string; marks: readonly Range[] }) {
  return <>{markedPieces(text, marks).map(({ piece, marked, from }) => (marked ? <mark key={from}>{piece}</mark> : piece))}</>;
}

function markedPieces(text: string, marks: readonly Range[]): { piece: string; marked: boolean; from: number }[] {
  const pieces: { piece: string; marked: boolean; from: number }[] = [];
  let at = 0;
  for (const [from, to] of [...marks].sort((a, b) => a[0] - b[0])) {
    const start = Math.max(at, from);
    if (to <= start) continue;
    if (start > at) pieces.push({ piece: text.slice(at, start), marked: false, from: at });
    pieces.push({ piece: text.slice(start, to), marked: true, from: start });
    at = to;
  }
  if (at < text.length) pieces.push({ piece: text.slice(at), marked: false, from: at });
  return pieces;
}

export interface Annotation {
  readonly from: number;
  readonly to: number;
  wrap(content: ComponentChildren, first: boolean): ComponentChildren;
}

/** Something that is not of the text, shown at an offset of it. */
export interface Insertion {
  readonly at: number;
  readonly content: ComponentChildren;
}

interface AnnotatedProps {
  readonly text: string;
  readonly annotations: readonly Annotation[];
  readonly insertions?: readonly Insertion[];
}

/** Text with annotations that may overlap: it is cut at each of their ends and every piece is wrapped by all that cover it. */
export function Annotated({ text, annotations, insertions = [] }: AnnotatedProps) {
  const at = Map.groupBy(insertions, (insertion) => Math.min(text.length, Math.max(0, insertion.at)));
  const inserted = (offset: number): ComponentChildren => at.get(offset)?.map(({ content }) => content);
  return (
    <>
      {annotatedPieces(text, annotations, [...at.keys()]).map(({ from, to, covering }) => [
        inserted(from),
        covering.reduce<ComponentChildren>(
          (content, annotation) => annotation.wrap(content, annotation.from === from),
          text.slice(from, to),
        ),
      ])}
      {inserted(text.length)}
    </>
  );
}

interface Piece {
  readonly from: number;
  readonly to: number;
  readonly covering: readonly Annotation[];
}

/** One walk over the text with the annotations that are open: pages with thousands of them stay quick. */
function annotatedPieces(text: string, annotations: readonly Annotation[], at: readonly number[]): Piece[] {
  const waiting = annotations.filter(({ from, to }) => from < text.length && to > 0 && to > from).sort((a, b) => a.from - b.from);
  const ends = waiting.flatMap(({ from, to }) => [Math.max(0, from), Math.min(text.length, to)]);
  const cuts = [...new Set([0, text.length, ...ends, ...at])].sort((a, b) => a - b);
  const pieces: Piece[] = [];
  let open: Annotation[] = [];
  let next = 0;
  for (const [index, from] of cuts.slice(0, -1).entries()) {
    open = open.filter(({ to }) => to > from);
    for (let annotation = waiting[next]; annotation && annotation.from <= from; annotation = waiting[next]) {
      open.push(annotation);
      next += 1;
    }
    pieces.push({ from, to: cuts[index + 1] ?? text.length, covering: [...open] });
  }
  return pieces;
}
