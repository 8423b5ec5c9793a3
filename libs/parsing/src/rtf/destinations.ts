/** What becomes of the text of a group: shown, kept beside the paragraph it stands in, a fact about the file, or nothing. */
export type Destination =
  | 'body'
  | 'footnote'
  | 'page-header'
  | 'page-footer'
  | 'comment'
  | 'number'
  | 'fonts'
  | 'styles'
  | 'title'
  | 'author'
  | 'facts'
  | 'nothing';

/** Control words that begin a group of their own kind. Words that name no destination belong to the text around them. */
const destinations: ReadonlyMap<string, Destination> = new Map<string, Destination>([
  ['fonttbl', 'fonts'],
  ['stylesheet', 'styles'],
  ['info', 'facts'],
  ['title', 'title'],
  ['author', 'author'],
  ['footnote', 'footnote'],
  ['annotation', 'comment'],
  ['listtext', 'number'],
  ['pntext', 'number'],
  // Text boxes, and the Unicode twin of a text, stand inside groups that are otherwise skipped.
  ['shptxt', 'body'],
  ['dptxbxtext', 'body'],
  ['ud', 'body'],
  ...['header', 'headerl', 'headerr', 'headerf'].map((word) => [word, 'page-header'] as const),
  ...['footer', 'footerl', 'footerr', 'footerf'].map((word) => [word, 'page-footer'] as const),
  ...[
    ...[
      'colortbl',
      'pict',
      'fldinst',
      'filetbl',
      'revtbl',
      'upr',
      'xe',
      'tc',
      'rxe',
      'txe',
      'private',
      'nonesttables',
      'shprslt',
      'objdata',
    ],
    ...['themedata', 'datastore', 'listtable', 'listoverridetable', 'subject', 'operator', 'manager', 'company', 'category', 'keywords'],
    ...['comment', 'doccomm', 'hlinkbase', 'creatim', 'revtim', 'printim', 'buptim', 'atnid', 'atnauthor', 'ftnsep', 'ftnsepc', 'ftncn'],
    ...['aftnsep', 'aftnsepc', 'aftncn', 'pnseclvl', 'bkmkstart', 'bkmkend', 'falt', 'panose', 'sn', 'sv', 'generator', 'sp'],
  ].map((word) => [word, 'nothing'] as const),
]);

/** Destinations that show text although they are marked as ones that a reader may skip. */
const shownThoughStarred = new Set(['annotation', 'shptxt', 'ud', 'footnote', 'listtext', 'pntext', 'stylesheet']);

/** What a control word makes of its group, given what the group is already and what is around it; null when it is no destination. */
export function destinationOf(word: string, starred: boolean, around: Destination, outer: Destination): Destination | null {
  const named = destinations.get(word) ?? null;
  if (starred && (named === null || !shownThoughStarred.has(word))) return 'nothing';
  if (named === 'body') return around === 'nothing' ? outer : around;
  // `\title` is one of the facts of a file only among these.
  if (named === 'title' || named === 'author') return around === 'facts' ? named : null;
  return around === 'nothing' ? null : named;
}

/** Words whose group stands beside the paragraph it is in. */
export const isBeside = (word: string, destination: Destination): boolean =>
  word === 'shptxt' || word === 'dptxbxtext' || ['footnote', 'page-header', 'page-footer', 'comment'].includes(destination);

/** Text of these is shown. */
export const isShown = (destination: Destination): boolean =>
  destination === 'body' || destination === 'number' || destination === 'footnote' || isRemoved(destination);

/** Shown, but no part of what the author wrote for the reader. */
export const isRemoved = (destination: Destination): boolean =>
  destination === 'page-header' || destination === 'page-footer' || destination === 'comment';
