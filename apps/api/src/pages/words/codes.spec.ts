import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Codes, codesEn } from './codes.en.js';
import { codesZh } from './codes.zh.js';

const libs = fileURLToPath(new URL('../../../../../libs/', import.meta.url));
const files = readdirSync(libs, { recursive: true, encoding: 'utf8' }).filter((file) => !file.includes('node_modules'));
const sources = files
  .filter((file) => /\/src\/.*\.ts$/.test(file) && !/\.spec\.ts$|\/testing\//.test(file))
  .map((file) => readFileSync(join(libs, file), 'utf8'));
const goldens = files.filter((file) => /\/expected\.json$/.test(file)).map((file) => readFileSync(join(libs, file), 'utf8'));

const found = (texts: readonly string[], ...patterns: RegExp[]): string[] => [
  ...new Set(texts.flatMap((text) => patterns.flatMap((pattern) => [...text.matchAll(pattern)].map(([, code = '']) => code)))),
];

const rooms = found(sources, /\broom: '([a-z]+)'/g);
const furniture = sources.flatMap((text) => /FURNITURE: readonly Hint\[\] = \[([^\]]*)\]/.exec(text)?.[1] ?? []);

/** Codes that parser and rooms can write, as their sources and the expected results show them. */
const written: Readonly<Record<Exclude<keyof Codes, 'queryFaults'>, string[]>> = {
  rules: [
    ...found(
      sources,
      /\b(?:otherR|r)ule: '([a-z-]+)'/g,
      /rules\[[^\]]*\] = '([a-z-]+)'/g,
      /rules\[[^\]]*\] = \w+ \? '[a-z-]+' : '([a-z-]+)'/g,
    ),
    ...found(goldens, /"rule": "([a-z-]+)"/g),
    ...found(furniture, /'([a-z]+)'/g).filter((name) => !['none', 'related', 'share', 'picture'].includes(name)),
  ],
  qualities: [
    ...found(sources, /reasons\.(?:push|add)\('([a-z-]+)'\)/g, /reasons: [^\n]*\['([a-z]+-[a-z-]+)'\]/g),
    ...found(goldens, /"reasons": \[\s*"([a-z-]+)"/g),
  ],
  failures: [
    ...found(sources, /new Unprocessable\(\s*'([a-z-]+)'/g, /super\('([a-z]+-[a-z-]+)'/g, /CRASH_GROUP = '([a-z-]+)'/g),
    ...rooms.map((room) => `fault-${room}`),
  ],
  families: found([...sources, ...goldens], /\b"?family"?: ['"]([a-z-]+)['"]/g),
  templates: [
    ...found(goldens, /"template": "([a-z-]+)"/g),
    ...found(
      sources.filter((text) => text.includes('templateName(')),
      /return '([a-z-]+)'/g,
    ),
  ],
};

describe('the words for codes', () => {
  it.each(Object.entries(written))('cover all %s that the sources can write, in both languages', (kind, codes) => {
    expect(codes.length).toBeGreaterThan(1);
    for (const words of [codesEn, codesZh]) expect(codes.filter((code) => !(code in words[kind as keyof Codes]))).toEqual([]);
  });

  it('tell a Chinese reader of a wrong query what to write instead, for the hint of the search is English', () => {
    for (const sentence of Object.values(codesZh.queryFaults)) expect(sentence).toMatch(/请.+。$/);
  });

  it('cover what a query can be refused for', () => {
    const messages = found(sources, /new QuerySyntaxError\(\s*['`]([^'`]+)['`]/g);
    expect(messages.length).toBeGreaterThan(10);
    for (const { queryFaults } of [codesEn, codesZh])
      expect(messages.filter((message) => !Object.keys(queryFaults).some((beginning) => message.startsWith(beginning)))).toEqual([]);
  });
});
