import { judgeName } from '../turns/speaker-name.js';

/** What a title in words with capitals says of its speech. */
export interface TitleAbout {
  readonly speaker: string | null;
  readonly occasion: string | null;
}

/** Kinds of speeches as titles name them, with what stands before the speaker and before the occasion in their language. */
interface Grammar {
  readonly kind: string;
  readonly by: string;
  readonly at: string;
  /** Words that end a name, besides those before an occasion. */
  readonly other: string;
}

const GRAMMARS: readonly Grammar[] = [
  {
    kind: 'remarks|speech|address|statement|keynote|lecture|toast|briefing|press conference|message|testimony|comments',
    by: 'by|from|delivered by|given by',
    at: 'at|during|before|on the occasion of',
    other: 'on|to|in|after|following|with|upon|regarding|about|for|as|and',
  },
  {
    kind: '\\p{L}{0,16}(?:rede|ansprache|grußwort|erklärung|statement|vortrag)',
    by: 'von|des|der|durch',
    at: 'bei|beim|anlässlich des|anlässlich der|anlässlich|zum|zur|vor|auf',
    other: 'am|im|in|über|an|aus|zu|und|nach',
  },
  {
    kind: 'discours|allocution|déclaration|intervention|propos|vœux|conférence de presse',
    by: "prononcé par|prononcée par|de|du|de la|par|d[’']",
    at: "lors des|lors du|lors de la|lors de l[’']|lors de|lors|devant|au|à l[’']occasion|à la|aux|pendant",
    other: 'à|sur|pour|en|le|et|suite',
  },
  {
    kind: 'discurso|palabras|intervención|declaración|pronunciamento|declaração|mensaje|discorso|intervento|dichiarazione',
    by: "de la|del|de|do|da|della|dell[’']|di|por|pronunciado por|per",
    at: 'ante|durante|en la|en el|na|no|alla|al|nella|in occasione',
    other: 'en|em|con|sobre|para|por|su|sul|sulla|y|e|a|à|tras',
  },
  {
    kind: 'выступление|речь|обращение|доклад|заявление|слово|вступительное слово',
    by: '',
    at: 'на|перед',
    other: 'в|к|по|о|об|с|и|по случаю',
  },
];

const compiled = GRAMMARS.map(({ kind, by, at, other }) => ({
  // `\\b` knows no letters beyond ASCII.
  kind: new RegExp(`^(?:\\p{L}{1,20}[ -]){0,3}?(?:${kind})(?!\\p{L})`, 'iu'),
  by: by === '' ? /^\s/ : new RegExp(`^\\s(?:${by})(?:\\s|(?<=[’']))(?:the |der |dem )?`, 'iu'),
  ends: new RegExp(`\\s(?:${at}|${other})\\s|[,:;–—(|]|\\s-\\s|$`, 'iu'),
  at: new RegExp(`\\s(?:${at})\\s`, 'iu'),
}));

const LONGEST = 200;

/** Who speaks and where, as the title says in one of several languages: `Remarks by Minister Ada Lund at the Harbour Day`. */
export function readTitle(title: string): TitleAbout {
  const text = title.slice(0, LONGEST).trim();
  const owned = /^(?:The )?(\p{Lu}[^:,;]{2,50})['’]s (?:\p{L}+ ){0,2}(?:speech|remarks|address|statement|lecture)\b/u.exec(text);
  for (const grammar of compiled) {
    const kind = owned ?? grammar.kind.exec(text);
    if (!kind) continue;
    const rest = text.slice(kind[0].length);
    const by = owned ? null : grammar.by.exec(rest);
    const behind = by ? rest.slice(by[0].length) : rest;
    const named = owned?.[1] ?? (by ? nameAt(behind, grammar.ends) : null);
    const speaker = named !== null && isSpeaker(named) ? named : null;
    const occasion = occasionAt(speaker && by ? behind.slice(speaker.length) : rest, grammar.at);
    if (speaker !== null || occasion !== null) return { speaker, occasion };
  }
  return { speaker: null, occasion: null };
}

function nameAt(text: string, ends: RegExp): string | null {
  const name = text.slice(0, ends.exec(text)?.index ?? text.length).trim();
  return name.length >= 3 && name.length <= 70 ? name : null;
}

/** Two words with capitals, or an office. */
function isSpeaker(name: string): boolean {
  if (!/^\p{Lu}/u.test(name)) return false;
  const { personal } = judgeName(name);
  return personal && !/\d/.test(name);
}

function occasionAt(text: string, at: RegExp): string | null {
  const found = at.exec(` ${text.trimStart()}`);
  if (!found) return null;
  const place = text.trimStart().slice(Math.max(0, found.index + found[0].length - 1));
  const occasion = (/^(?:the |der |dem |la |le |el |l[’'])?[^,;:|–—(]{3,100}/iu.exec(place)?.[0] ?? '')
    .replace(/^(?:the |der |dem |la |le |el |l[’'])/iu, '')
    .replace(/\s(?:am|on|le|el)\s\d.*$/iu, '')
    .trim();
  return /\p{Lu}/u.test(occasion) ? occasion : null;
}
