import type { PageResult, ParsedSpeech } from '#domain';

/** A page result as short as a person can check it: texts in full, everything that repeats them by its place. */
export function digestOf(page: PageResult): unknown {
  const { parserVersion: _, parts, speeches, removals, ...said } = page;
  return {
    ...said,
    ...(parts ? { parts: parts.map(({ name, bytes }) => `${name} ${bytes}`) } : {}),
    speeches: speeches.map(digestOfSpeech),
    removals: removals.map(({ rule, text }) => `${rule}: ${text}`),
  };
}

function digestOfSpeech({ blocks, outline, redactions, ...said }: ParsedSpeech): unknown {
  return {
    ...said,
    blocks: blocks.map(({ kind, level, start, text }) => `${start}+${text.length} ${kind}${level === null ? '' : ` ${level}`}`),
    outline: outline.map(
      ({ level, marker, text, start, parent }) =>
        `${'  '.repeat(level - 1)}${marker}|${text} @${start}${parent === null ? '' : ` in ${parent}`}`,
    ),
    redactions: redactions.map(({ kind, form, text, start }) => `${text} ${form} ${kind} @${start}`),
  };
}
