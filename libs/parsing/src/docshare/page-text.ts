import { foldForRules } from './fold.js';

/** A page's text beside its copy for rules; offsets hold for both. */
export interface PageText {
  readonly text: string;
  readonly folded: string;
}

export const pageText = (text: string): PageText => ({ text, folded: foldForRules(text) });
