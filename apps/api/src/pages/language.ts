import { cookieNamed } from '../http/cookies.js';

const LANGUAGES = ['zh-CN', 'en'] as const;
export type Language = (typeof LANGUAGES)[number];

export const LANGUAGE_COOKIE = 'rostra-lang';

export interface LanguageHints {
  /** `?lang=`: what the reader has just chosen. */
  readonly chosen: string | null;
  readonly cookie: string | null;
  readonly acceptLanguage: string | null;
}

/** The reader's choice, else the one remembered, else what the browser asks for, else English. */
export function languageOf({ chosen, cookie, acceptLanguage }: LanguageHints): Language {
  return languageNamed(chosen) ?? languageNamed(cookieNamed(LANGUAGE_COOKIE, cookie)) ?? asked(acceptLanguage) ?? 'en';
}

/** `zh`, `zh-TW` and the like get the Chinese pages. */
export function languageNamed(tag: string | null | undefined): Language | null {
  if (!tag) return null;
  if (/^zh\b/i.test(tag)) return 'zh-CN';
  return /^en\b/i.test(tag) ? 'en' : null;
}

function asked(acceptLanguage: string | null): Language | null {
  const wishes = (acceptLanguage ?? '').split(',').map((wish) => {
    const [tag = '', ...parameters] = wish.trim().split(';');
    const weight = parameters.map((parameter) => /^\s*q=([\d.]+)/.exec(parameter)?.[1]).find((q) => q !== undefined);
    return { tag, weight: weight === undefined ? 1 : Number(weight) };
  });
  const best = wishes.filter(({ tag, weight }) => weight > 0 && languageNamed(tag)).sort((a, b) => b.weight - a.weight)[0];
  return languageNamed(best?.tag);
}
