import type { Language } from '../language.js';
import { en } from './en.js';
import { zh } from './zh.js';

/** Every text of the pages. The English ones give the form; a language that lacks one does not compile. */
export type Words = typeof en;

const dictionary: Readonly<Record<Language, Words>> = { en, 'zh-CN': zh };

export const wordsOf = (language: Language): Words => dictionary[language];
