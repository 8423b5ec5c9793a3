import type { Role } from './structure-roles.js';

/** A piece of text as the library gives it. */
export interface TextItem {
  readonly str: string;
  /** From text space to page space. */
  readonly transform: readonly number[];
  readonly width: number;
  readonly height: number;
  readonly fontName: string;
}

/** How a page is looked at. */
export interface View {
  /** From page space to the page as a reader holds it, y downwards. */
  readonly transform: readonly number[];
  /** Fonts that write from top to bottom. */
  readonly vertical: Set<string>;
}

/**
 * A piece of a line, placed as if it were written from left to right, whatever its direction on the page: `x` grows along the line and `y`
 * from line to line. In points.
 */
export interface Run {
  /** As drawn, not folded. */
  readonly text: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  /** Height of the characters. */
  readonly size: number;
  readonly font: string;
  /** Direction of the line on the page in quarter turns, 0 to 3; null for slanted text. */
  readonly turn: number | null;
  /** Marked by the producer as belonging to the page and not to the text. */
  readonly artifact: boolean;
  /** What the producer says it is; null where nothing is said. */
  readonly role: Role | null;
  /** The block of the page that the producer puts it in; 0 where nothing is said. */
  readonly block: number;
}

/** What the producer's marks say of a piece of text. */
export type Marks = Pick<Run, 'artifact' | 'role' | 'block'>;

type Matrix = readonly [number, number, number, number, number, number];

/** Lines that lean less than this are straight, in quarter turns. */
const STRAIGHT = 0.08;

export function placeRun(item: TextItem, view: View, marks: Marks): Run {
  const [a, b, c, d, x, y] = multiply(asMatrix(view.transform), asMatrix(item.transform));
  const isVertical = view.vertical.has(item.fontName);
  // Vertical writing runs against the height of its characters.
  const angle = isVertical ? Math.atan2(-d, -c) : Math.atan2(b, a);
  const quarters = angle / (Math.PI / 2);
  const turn = Math.abs(quarters - Math.round(quarters)) < STRAIGHT ? (Math.round(quarters) + 4) % 4 : null;
  const [along, across] = [Math.cos(turn === null ? angle : (turn * Math.PI) / 2), Math.sin(turn === null ? angle : (turn * Math.PI) / 2)];
  return {
    text: item.str,
    x: finite(x * along + y * across),
    y: finite(y * along - x * across),
    width: finite(isVertical ? item.height : item.width),
    size: Math.max(1, finite(isVertical ? Math.hypot(a, b) : Math.hypot(c, d))),
    font: item.fontName,
    turn,
    ...marks,
  };
}

const finite = (value: number): number => (Number.isFinite(value) ? value : 0);

const asMatrix = ([a = 1, b = 0, c = 0, d = 1, e = 0, f = 0]: readonly number[]): Matrix => [a, b, c, d, e, f];

const multiply = (m: Matrix, n: Matrix): Matrix => [
  m[0] * n[0] + m[2] * n[1],
  m[1] * n[0] + m[3] * n[1],
  m[0] * n[2] + m[2] * n[3],
  m[1] * n[2] + m[3] * n[3],
  m[0] * n[4] + m[2] * n[5] + m[4],
  m[1] * n[4] + m[3] * n[5] + m[5],
];
