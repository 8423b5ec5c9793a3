import type { View } from './view.js';

/** A point in time in the reader's language, to the second, in the server's time zone. */
export function Time({ view, at }: { view: View; at: Date }) {
  return <time dateTime={at.toISOString()}>{timeText(view, at)}</time>;
}

export function timeText(view: View, at: Date): string {
  return new Intl.DateTimeFormat(view.language === 'en' ? 'en-GB' : 'zh-CN', { dateStyle: 'medium', timeStyle: 'medium' }).format(at);
}

/** A length of time in two figures or so: 350 ms, 1.2 s, 4 min, 3 h, 2 d. */
export function durationText(view: View, ms: number): string {
  const { units } = view.words.common;
  if (ms < 1_000) return `${Math.round(ms)} ${units.ms}`;
  if (ms < 10_000) return `${(ms / 1_000).toFixed(1)} ${units.s}`;
  if (ms < 120_000) return `${Math.round(ms / 1_000)} ${units.s}`;
  if (ms < 7_200_000) return `${Math.round(ms / 60_000)} ${units.min}`;
  return ms < 172_800_000 ? `${Math.round(ms / 3_600_000)} ${units.h}` : `${Math.round(ms / 86_400_000)} ${units.d}`;
}

/** A size in bytes: 812 B, 3.4 KB, 1.2 MB. */
export function sizeText(bytes: number): string {
  if (bytes < 1_024) return `${bytes} B`;
  return bytes < 1_048_576 ? `${(bytes / 1_024).toFixed(1)} KB` : `${(bytes / 1_048_576).toFixed(1)} MB`;
}

export const numberText = (view: View, count: number): string => count.toLocaleString(view.language);
