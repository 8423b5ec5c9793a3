/** Languages whose month names are known; the names themselves come from the platform. */
const OTHERS = 'de fr es pt it nl ru uk pl cs sk hu ro bg sr hr sl el tr sv da nb fi et lv lt id ms vi ca ar he'.split(' ');

let english: ReadonlyMap<string, number> | null = null;
let others: ReadonlyMap<string, number> | null = null;

/** The number of a month by its name, long or short, as it stands in a date of some language; null for every other word. */
export function monthNamed(word: string): number | null {
  if (word === '') return null;
  const name = word.toLowerCase();
  // The other languages take a moment to collect, and most pages never ask.
  english ??= collect(['en']);
  const month = english.get(name);
  if (month !== undefined) return month;
  others ??= collect(OTHERS);
  return others.get(name) ?? null;
}

/** Names that mean different months in different languages are left out. */
function collect(languages: readonly string[]): Map<string, number> {
  const months = new Map<string, number>();
  const doubtful = new Set<string>();
  for (const language of languages) {
    for (const form of ['long', 'short'] as const) {
      const format = new Intl.DateTimeFormat(language, { day: 'numeric', month: form, year: 'numeric', timeZone: 'UTC' });
      for (let month = 1; month <= 12; month += 1) {
        const name = nameIn(format, month);
        if (name === null) continue;
        if ((months.get(name) ?? month) !== month) doubtful.add(name);
        months.set(name, month);
      }
    }
  }
  for (const name of doubtful) months.delete(name);
  return months;
}

function nameIn(format: Intl.DateTimeFormat, month: number): string | null {
  const printed = format.formatToParts(Date.UTC(2021, month - 1, 15)).find(({ type }) => type === 'month')?.value ?? '';
  const name = printed.toLowerCase().replace(/\.$/, '');
  return /^\p{L}{3,}$/u.test(name) ? name : null;
}

let weekdays: ReadonlySet<string> | null = null;

/** Whether a word is the name of a day of the week, long or short, in one of these languages. */
export function isWeekday(word: string): boolean {
  weekdays ??= new Set(['en', 'ko', 'ja', 'zh', ...OTHERS].flatMap(weekdaysIn));
  return weekdays.has(word.toLowerCase());
}

function weekdaysIn(language: string): string[] {
  return (['long', 'short'] as const).flatMap((form) => {
    const format = new Intl.DateTimeFormat(language, { weekday: form, timeZone: 'UTC' });
    return Array.from({ length: 7 }, (_, day) =>
      format
        .format(Date.UTC(2021, 2, 1 + day))
        .toLowerCase()
        .replace(/\.$/, ''),
    );
  });
}
