/** Names that mean something to the people who keep a site, and so stay when its pages are built anew. */
const NAME = /^[A-Za-z_\u4e00-\u9fff][\w\u4e00-\u9fff-]{0,59}$/;

/** Whether a class or id may be named in a rule: it needs no escaping, and no part of it looks drawn by a program. */
export const isStableName = (name: string): boolean => NAME.test(name) && !name.split(/[-_]+/).some(looksDrawn);

/** `1x9f3a`, `bdVaJa`, `20231104`, `kzqwxr`: digits among letters, capitals without words, long numbers, letters that nobody can say. */
function looksDrawn(part: string): boolean {
  if (/^\d{4,}$/.test(part)) return true;
  if (/\d[a-z]|[a-z]\d{4,}/i.test(part)) return true;
  if (/^[a-f\d]{8,}$/i.test(part) && /\d/.test(part)) return true;
  const words = part.split(/(?=[A-Z])/).filter((word) => word !== '');
  const short = words.filter((word) => word.length <= 2).length;
  if (part.length >= 5 && words.length >= 3 && short >= 2 && short * 2 > words.length) return !/^[A-Z]+$/.test(part);
  return /[bcdfghjklmnpqrstvwxz]{6,}/i.test(part);
}

/** The words of a class attribute; only the first few, and of a long attribute only the beginning. */
export const classNames = (attribute: string): string[] => [...new Set(attribute.slice(0, 500).split(/\s+/, 12))].filter(isStableName);
