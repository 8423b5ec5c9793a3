/**
 * A maximal piece of folded text that is searched as one: a run of Han, kana and Hangul characters, or one word of letters or digits
 * (`r`, `d`, `3.5`, `1,000`, `can't`). Between two runs stands at least nothing; white space and punctuation belong to none.
 */
export interface Run {
  readonly kind: 'cjk' | 'word';
  readonly text: string;
  /** Offset in UTF-16 units; it ends at `start + text.length`. */
  readonly start: number;
}

/** Longer words are cut into pieces of this length, in UTF-16 units, as search engines do. */
const MAX_WORD = 255;

/** Word boundaries follow UAX #29; what has no letter or digit in it is no word. */
const RUN = (() => {
  const kana = String.raw`\p{Script=Hiragana}\p{Script=Katakana}\u3031-\u3035\u30fc`;
  const extend = String.raw`[[\p{M}\p{Cf}]--[\u200b\u3099\u309a]]`;
  const letter = String.raw`[\p{Alphabetic}--[\p{M}\p{Nd}\p{Script=Han}${kana}]]`;
  const between = String.raw`.'\u2018\u2019\u2024\ufe52`;
  const midLetter = String.raw`[:\u00b7\u0387\u055f\u05f4\u2027\ufe13\ufe55${between}]`;
  const midNumber = String.raw`[,;\u037e\u0589\u060c\u060d\u066c\u07f8\u2044\ufe10\ufe14\ufe50\ufe54${between}]`;
  const letters = `${letter}${extend}*(?:${midLetter}${extend}*(?=${letter}))?`;
  const digits = String.raw`\p{Nd}${extend}*(?:${midNumber}${extend}*(?=\p{Nd}))?`;
  const joiners = String.raw`[\p{Pc}\u202f]${extend}*`;
  return new RegExp(String.raw`(?<cjk>[\p{Script=Han}${kana}\u3099-\u309c]+)|(?<word>(?:${letters}|${digits}|${joiners})+)`, 'gv');
})();

const HANGUL_ALONE = /^\p{Script=Hangul}+$/v;
const WORDLESS = /^[\p{Pc}\p{M}\p{Cf}\u202f]+$/v;

/** The runs of a folded text, in order. Linear in its length. */
export function* runsOf(folded: string): Generator<Run> {
  let open = null as Run | null;
  for (const { groups, index, 0: text } of folded.matchAll(RUN)) {
    const isCjk = groups?.cjk !== undefined || HANGUL_ALONE.test(text);
    if (open && isCjk && open.start + open.text.length === index) {
      open = { kind: 'cjk', text: open.text + text, start: open.start };
      continue;
    }
    if (open) yield open;
    open = isCjk ? { kind: 'cjk', text, start: index } : null;
    if (!isCjk && !WORDLESS.test(text)) yield* piecesOf(text, index);
  }
  if (open) yield open;
}

function* piecesOf(word: string, start: number): Generator<Run> {
  for (let at = 0; at < word.length; at += MAX_WORD) yield { kind: 'word', text: word.slice(at, at + MAX_WORD), start: start + at };
}
