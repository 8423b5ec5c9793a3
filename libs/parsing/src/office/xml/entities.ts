const named: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

/** The characters of the five named entities and of numeric ones; anything else is null. Nothing else can be declared: a DOCTYPE is refused. */
export function entityText(name: string): string | null {
  const code = /^#(?:x([0-9a-f]{1,6})|(\d{1,7}))$/i.exec(name);
  if (!code) return named[name] ?? null;
  const value = code[1] ? Number.parseInt(code[1], 16) : Number(code[2]);
  const isText = value >= 32 || value === 9 || value === 10 || value === 13;
  const isScalar = value <= 0x10ffff && (value < 0xd800 || value > 0xdfff);
  return isText && isScalar ? String.fromCodePoint(value) : '\ufffd';
}

export const decodeEntities = (text: string): string =>
  text.includes('&') ? text.replace(/&([#\w]{1,10});/g, (whole, name: string) => entityText(name) ?? whole) : text;
