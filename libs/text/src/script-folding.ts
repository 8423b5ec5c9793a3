import hongKong from 'opencc-js/dict/HKVariantsRev';
import traditional from 'opencc-js/dict/TSCharacters';
import taiwan from 'opencc-js/dict/TWVariantsRev';

const pairsOf = (dictionary: string): (readonly [from: string, to: string])[] =>
  dictionary.split('|').flatMap((pair) => {
    const [from, to] = pair.split(' ');
    return from && to && from.length === to.length ? [[from, to] as const] : [];
  });

/**
 * Traditional characters and regional variants with the simplified character that stands for them, one for one and of equal length in
 * UTF-16 units; a character whose counterpart has another length stays as it is. No value is itself a key, so folding twice changes nothing.
 */
export function simplifiedCharacters(): ReadonlyMap<string, string> {
  const direct = new Map(pairsOf(traditional));
  for (const [variant, standard] of [...pairsOf(taiwan), ...pairsOf(hongKong)]) {
    if (!direct.has(variant)) direct.set(variant, direct.get(standard) ?? standard);
  }
  const folded = new Map<string, string>();
  for (const character of direct.keys()) {
    const end = endOfChain(character, direct);
    if (end !== character) folded.set(character, end);
  }
  return folded;
}

/** 薴 becomes 苧 and 苧 becomes 苎: both end at 苎. */
function endOfChain(character: string, direct: ReadonlyMap<string, string>): string {
  let at = character;
  const seen = new Set<string>();
  while (!seen.has(at)) {
    seen.add(at);
    at = direct.get(at) ?? at;
  }
  return at;
}
