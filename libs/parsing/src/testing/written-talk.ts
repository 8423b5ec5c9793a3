import type { Dice } from './office-prose.js';
import { spoken, type Tongue, tongues } from './talk-words.js';

/** A record of several speakers, as a page and, where its form needs no markup, as a plain text. */
export interface WrittenTalk {
  readonly manner: string;
  readonly html: string;
  readonly text: string | null;
  /** Who speaks, in order. */
  readonly speakers: readonly string[];
}

/** How a record prints a turn: `mark` is the speaker's name with the signs around it. */
interface Manner {
  readonly tongue: Tongue;
  readonly chair: string;
  readonly members: readonly string[];
  /** Whether its marks need markup. */
  readonly needsMarkup?: boolean;
  readonly inHtml: (speaker: string, first: string) => string;
  readonly inText?: (speaker: string, first: string) => string;
}

const bold = (mark: string, first: string): string => `<p><b>${mark}</b> ${first}</p>`;
const colon = (stop = ': '): Pick<Manner, 'inHtml' | 'inText'> => ({
  inHtml: (speaker, first) => `<p>${speaker}${stop}${first}</p>`,
  inText: (speaker, first) => `${speaker}${stop}${first}`,
});

const members = {
  en: ['Mr ALAN REED (Lowmere)', 'Ms ORLA VANE (Minister for Transport)', 'Dr INGA STORM (Eastholm)', 'Mrs RUTH DALE (North Skerries)'],
  de: ['Kerrin Thoms (Deichliste)', 'Hinnerk Voss (Bauernbund)', 'Dr. Enno Tiarks, Minister für Küstenschutz', 'Meike Harms (Deichliste)'],
  zhHant: ['陳小荷議員', '發展局局長', '李遠山議員', '何子健議員'],
};

const manners: Readonly<Record<string, Manner>> = {
  'bold names before colons': {
    tongue: tongues.en,
    chair: 'The Speaker',
    members: members.en,
    inHtml: (speaker, first) => bold(`${speaker}:`, first),
    inText: (speaker, first) => `${speaker}: ${first}`,
  },
  'capitals before full stops': {
    tongue: tongues.en,
    chair: 'The SPEAKER pro tempore',
    members: ['Mr. REED', 'Ms. VANE of Lowmere', 'Mrs. DE LA CRUZ', 'Mr. O’HARA'],
    ...colon('. '),
  },
  'titles before full stops': {
    tongue: tongues.en,
    chair: 'Chairman Oakes',
    members: ['Senator Hartley', 'Mr. Vance', 'Dr. Ames', 'Ms. Dale'],
    ...colon('. '),
  },
  'headings of names': {
    tongue: tongues.en,
    chair: 'Mr Speaker',
    members: ['Alan Reed (Lowmere) (Shore)', 'Orla Vane (Eastholm) (Moor)', 'Ruth Dale (Skerry) (Shore)'],
    inHtml: (speaker, first) => `<h3>${speaker}</h3><p>${first}</p>`,
  },
  'capitals with the language in brackets': {
    tongue: tongues.en,
    chair: 'PRESIDENT (in Norrish)',
    members: ['MR CHAN KIN (in Norrish)', 'MS LEE WAI (in Norrish)', 'SECRETARY FOR FERRIES (in Norrish)'],
    ...colon(': '),
  },
  'names on their own lines': {
    tongue: tongues.de,
    chair: 'Vizepräsidentin Ute Barlach',
    members: members.de,
    inHtml: (speaker, first) => `<p><strong>${speaker}:</strong></p><p>${first}</p>`,
    inText: (speaker, first) => `${speaker}:\n${first}`,
  },
  'terms and their descriptions': {
    tongue: tongues.de,
    chair: 'Präsident Jan Ohm',
    members: members.de,
    inHtml: (speaker, first) => `<dl><dt>${speaker}</dt><dd>${first}</dd></dl>`,
  },
  'French names in bold': {
    tongue: tongues.fr,
    chair: 'Mme la présidente',
    members: ['M. Bastien Orme, ministre de la mer', 'Mme Solène Briac', 'M. Tanguy Roz'],
    inHtml: (speaker, first) => bold(`${speaker}.`, first),
    inText: (speaker, first) => `${speaker}. ${first}`,
  },
  'Spanish names in capitals': {
    tongue: tongues.es,
    chair: 'El señor PRESIDENTE',
    members: ['La señora MONTES RIBERA', 'El señor VALLE ORTIZ', 'La señora MINISTRA DE PUERTOS (Salas Prieto)'],
    ...colon(': '),
  },
  'Italian capitals before full stops': {
    tongue: tongues.it,
    chair: 'PRESIDENTE',
    members: ['MARINELLI (GLV)', 'COSTA (Isole-Mare)', 'RIVA, ministro dei porti'],
    inHtml: (speaker, first) => bold(`${speaker}.`, first),
    inText: (speaker, first) => `${speaker}. ${first}`,
  },
  'a dash behind the name': {
    tongue: tongues.en,
    chair: 'President',
    members: ['Livia Marchetti, Commissioner', 'Jon Aas (Northern Group)', 'Marguerite Leroux, on behalf of the Rivage Group'],
    inHtml: (speaker, first) => bold(`${speaker}.`, `– ${first}`),
  },
  'Russian initials before colons': {
    tongue: tongues.ru,
    chair: 'А.Волков',
    members: ['М.Лесная', 'И.Береговой', 'С.Никитин'],
    inHtml: (speaker, first) =>
      bold(
        `${speaker}:`,
        `${first} Это записано, и это будет сделано в срок, который назван на прошлом заседании, без переносов и без новых условий, о которых потом никто не вспомнит.`,
      ),
  },
  'Japanese circles': {
    tongue: tongues.ja,
    chair: '議長（沖田正男君）',
    members: ['三番（早川みどり君）', '知事（白石敬吾君）', '土木部長（野村徹君）', '12番（森本明君）'],
    inHtml: (speaker, first) => `<p>○${speaker}　${first}</p>`,
    inText: (speaker, first) => `○${speaker}　${first}`,
  },
  'Korean circles': {
    tongue: tongues.ko,
    chair: '의장 김해솔',
    members: ['도지사 박가람', '한누리 의원', '건설국장 윤바다'],
    inHtml: (speaker, first) => `<p>○${speaker} ${first}</p>`,
    inText: (speaker, first) => `◯${speaker} ${first}`,
  },
  'members of a Chinese-speaking council': {
    tongue: tongues.zhHant,
    chair: '主席',
    members: members.zhHant,
    inHtml: (speaker, first) => `<p><b>${speaker}</b>：${first}</p>`,
    inText: (speaker, first) => `${speaker}：${first}`,
  },
  'surname, office, name': { tongue: tongues.zhHant, chair: '主席', members: ['王委員小明', '林委員雨青', '高部長海'], ...colon('：') },
  'offices and names of a press conference': {
    tongue: tongues.zh,
    chair: '主持人 林知夏',
    members: ['市交通局局长 方砚', '市财政局副局长 乔木', '国家湖泊局新闻发言人、综合司司长 付川'],
    inHtml: (speaker, first) => `<p><strong>${speaker}：</strong></p><p>${first}</p>`,
    inText: (speaker, first) => `${speaker}：${first}`,
  },
  'rows of a table': {
    tongue: tongues.zh,
    chair: '主持人罗川',
    members: ['委员高书云', '局长沈立', '委员马长青'],
    inHtml: (speaker, first) => `<table><tr><td>${speaker}</td><td>${first}</td></tr></table>`,
  },
  'square brackets': {
    tongue: tongues.zh,
    chair: '会长周岩',
    members: ['张明主任', '李青书记', '王树代表'],
    inHtml: (speaker, first) => `<p>【${speaker}】${first}</p>`,
    inText: (speaker, first) => `【${speaker}】${first}`,
  },
  'Hebrew names before colons': {
    tongue: tongues.he,
    chair: 'היו"ר דוד לוי',
    members: ['רינה כהן (הרשימה לים)', 'משה אדר (הרשימה להר)'],
    ...colon(': '),
  },
  'Arabic names before colons': {
    tongue: tongues.ar,
    chair: 'السيد الرئيس',
    members: ['السيد أحمد علي (الساحل)', 'السيدة منى حداد (الجبل)'],
    ...colon(': '),
  },
};

export const mannersOfTalk = Object.keys(manners);

/** Writes a record of 6 to 40 turns in one manner: the chair between the members, stage directions inside turns. */
export function writeTalk(dice: Dice, name: string): WrittenTalk {
  const manner = manners[name];
  if (!manner) throw new Error(`No manner is called ${name}.`);
  const { tongue } = manner;
  const speakers: string[] = [manner.chair];
  for (let left = dice.int(6, 40); left > 0; left -= 1) {
    const others = [manner.chair, ...manner.members, ...manner.members].filter((speaker) => speaker !== speakers.at(-1));
    speakers.push(dice.pick(others));
  }
  const turns = speakers.map((speaker) => {
    const length = speaker === manner.chair ? dice.int(40, 160) : dice.int(120, 900);
    const [first = '', ...rest] = paragraphs(dice, tongue, length);
    return { speaker, first, rest };
  });
  const title = `${tongue.title} ${dice.int(2, 90)}`;
  const html = turns
    .map(({ speaker, first, rest }) => `${manner.inHtml(speaker, first)}${rest.map((line) => `<p>${line}</p>`).join('')}`)
    .join('\n');
  const { inText } = manner;
  return {
    manner: name,
    speakers,
    html: `<html lang="${tongue.code}"><head><meta charset="utf-8"><title>${title}</title></head><body><h1>${title}</h1><div>${html}</div></body></html>`,
    text: inText ? `${title}\n${turns.map(({ speaker, first, rest }) => [inText(speaker, first), ...rest].join('\n')).join('\n')}` : null,
  };
}

function paragraphs(dice: Dice, tongue: Tongue, length: number): string[] {
  const count = dice.int(1, 1 + Math.floor(length / 200));
  const lines = Array.from({ length: count }, () => spoken(dice, tongue, length / count));
  return lines.flatMap((line, index) => (index > 0 && dice.chance(0.2) ? [dice.pick(tongue.cries), line] : [line]));
}
