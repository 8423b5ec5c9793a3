import type { Destination } from './destinations.js';

/** What holds inside a group and is forgotten at its end. Never changed in place: groups share it until a word changes it. */
export interface GroupState {
  readonly destination: Destination;
  /** What the text around a skipped group is for: groups inside it may show text again. */
  readonly outer: Destination;
  /** How many groups around this one stand beside their paragraphs. */
  readonly beside: number;
  /** Bytes that stand for a `\u` character to readers that cannot show it. */
  readonly fallback: number;
  readonly font: number | null;
  readonly hidden: boolean;
  /** Depth of the heading that the paragraph is, from its own properties. */
  readonly outline: number | null;
  readonly style: number | null;
  readonly listLevel: number;
}

export const initialState: GroupState = {
  destination: 'body',
  outer: 'body',
  beside: 0,
  fallback: 1,
  font: null,
  hidden: false,
  outline: null,
  style: null,
  listLevel: 0,
};

/** Words that change the state alone. Null for all others. */
export function changedState(state: GroupState, word: string, parameter: number | null): GroupState | null {
  switch (word) {
    case 'uc':
      return { ...state, fallback: Math.min(Math.max(parameter ?? 1, 0), 8) };
    case 'f':
      return { ...state, font: parameter };
    case 'plain':
      return { ...state, font: null, hidden: false };
    case 'pard':
      return { ...state, outline: null, style: null, listLevel: 0 };
    case 'v':
    case 'deleted':
    case 'webhidden':
      return { ...state, hidden: parameter !== 0 };
    case 's':
      return { ...state, style: parameter };
    case 'outlinelevel':
      return { ...state, outline: parameter !== null && parameter >= 0 && parameter < 9 ? parameter + 1 : null };
    case 'ilvl':
      return { ...state, listLevel: Math.min(Math.max(parameter ?? 0, 0), 8) };
    default:
      return null;
  }
}
