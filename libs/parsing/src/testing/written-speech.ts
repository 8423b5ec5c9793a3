import { toChineseNumber } from '#text';
import { type Dice, headingWords, prose } from './office-prose.js';

/** A heading as the author set it. */
export interface WrittenHeading {
  readonly marker: string;
  readonly level: number;
  readonly start: number;
}

/** A speech whose structure is known. */
export interface WrittenSpeech {
  readonly text: string;
  readonly title: string;
  readonly salutation: string | null;
  readonly headings: readonly WrittenHeading[];
}

export interface SpeechPlan {
  /** Length of each stretch of running text below a heading, in UTF-16 units, about. */
  readonly stretch: number;
  /** Each paragraph on a line of its own; else all in one run, as slices hold it. */
  readonly lines: boolean;
  /** How often the outermost numbering begins anew. */
  readonly restarts: number;
  readonly salutation: string | null;
  readonly title: string | null;
  readonly closing: string | null;
}

type Numbering = (number: number) => string;

const han = toChineseNumber;
const comma: Numbering = (n) => `${n}、`;
const dot: Numbering = (n) => `${n}.`;
const wideDot: Numbering = (n) => `${n}．`;
const bracket: Numbering = (n) => `(${n})`;
const wideBracket: Numbering = (n) => `（${n}）`;
const halfBracket: Numbering = (n) => `${n}）`;
const circled: Numbering = (n) => '①②③④⑤⑥⑦'[n - 1] ?? '';
const itemIs: Numbering = (n) => `${han(n)}是`;
const itemMust: Numbering = (n) => `${han(n)}要`;
const ordinal: Numbering = (n) => `第${han(n)}，`;
const itemOf: Numbering = (n) => `其${han(n)}，`;
const top: Numbering = (n) => `${han(n)}、`;
const topSpaced: Numbering = (n) => `${han(n)} 、`;
const part: Numbering = (n) => `第${han(n)}部分 `;
const chapter: Numbering = (n) => `第${han(n)}章 `;
const second: Numbering = (n) => `(${han(n)})`;
const wideSecond: Numbering = (n) => `（${han(n)}）`;

/** How office texts number their levels, from the outermost in. */
const schemes: readonly (readonly Numbering[])[] = [
  [top, second, dot],
  [top, second, itemIs],
  [top, wideSecond, wideDot],
  [top, wideSecond, comma],
  [top, second, bracket],
  [top, second, circled],
  [top, comma, wideBracket],
  [top, dot, halfBracket],
  [top, wideDot, itemIs],
  [top, itemIs],
  [top, itemMust],
  [top, ordinal, itemIs],
  [top, itemOf],
  [topSpaced, wideSecond, dot],
  [part, top, second, dot],
  [chapter, top, wideSecond],
  [ordinal, itemIs],
  [itemIs, circled],
  [dot, bracket],
  [comma, bracket, circled],
  [second, comma],
];

/** Writes a speech with up to three levels of headings; deeper kinds of numbering never enclose outer ones. */
export function writeSpeech(dice: Dice, plan: SpeechPlan): WrittenSpeech {
  const writer = new Writer(dice, plan);
  const scheme = dice.pick(schemes);
  writer.opening();
  for (let round = 0; round <= plan.restarts; round += 1) {
    if (round > 0) writer.paragraph(plan.stretch);
    writer.sections(scheme, 0, dice.int(2, 5));
  }
  writer.paragraph(plan.stretch);
  writer.close();
  return { text: writer.text.trimEnd(), title: plan.title ?? '', salutation: plan.salutation, headings: writer.headings };
}

class Writer {
  text = '';
  readonly headings: WrittenHeading[] = [];

  constructor(
    private readonly dice: Dice,
    private readonly plan: SpeechPlan,
  ) {}

  opening(): void {
    if (this.plan.title) this.add(this.plan.title);
    if (this.plan.salutation) this.add(this.plan.salutation);
    this.paragraph(this.plan.stretch);
  }

  close(): void {
    if (this.plan.closing) this.add(this.plan.closing);
  }

  paragraph(length: number): void {
    this.add(prose(this.dice, length));
  }

  sections(numberings: readonly Numbering[], depth: number, count: number): void {
    const [numbering, ...rest] = numberings;
    if (!numbering) return;
    for (let number = 1; number <= count; number += 1) {
      this.heading(numbering(number), depth + 1);
      if (rest.length > 0 && this.dice.chance(0.5))
        this.sections(rest.length === 1 || this.dice.chance(0.8) ? rest : rest.slice(1), depth + 1, this.dice.int(2, 4));
      else this.paragraph(this.dice.int(40, this.plan.stretch));
    }
  }

  private heading(marker: string, level: number): void {
    this.headings.push({ marker: marker.trim(), level, start: this.text.length });
    const words = headingWords(this.dice);
    const stands = /[是要，]$/.test(marker) ? '。' : this.dice.pick(['。', '。', '。', '']);
    if (this.plan.lines && this.dice.chance(0.6)) this.add(`${marker}${words}${this.dice.pick(['', '', '。'])}`);
    else this.text += `${marker}${words}${this.plan.lines ? '。' : stands}`;
  }

  private add(text: string): void {
    this.text += this.plan.lines ? `${text}\n` : text;
  }
}
