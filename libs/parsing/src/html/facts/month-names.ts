/** Languages whose month names are known; the names themselves come from the platform. */
const LANGUAGES = 'en de fr es pt it nl ru uk pl cs sk hu ro bg sr hr sl el tr sv da nb fi et lv lt id ms vi ca'.split(' ');

let known: ReadonlyMap<string, number> | null = null;

/** The number of a month by its name, long or short, as it stands in a date of some language; null for every other word. */
export function monthNamed(word: string): number | null {
  known ??= collect();
  return known.get(word.toLowerCase()) ?? null;
}

/** Names that mean different months in different languages are left out. */
function collect(): Map<string, number> {
  const months = new Map<string, number>();
  const doubtful = new Set<string>();
  for (const language of LANGUAGES) {
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
