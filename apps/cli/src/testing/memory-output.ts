import type { Output } from '../terminal/output.js';

/** An output that keeps what is written; styles are shown as `<bold>…</bold>` when asked for. */
export function memoryOutput({
  styled = false,
  columns = 80,
} = {}): Output & { readonly text: () => string; readonly lines: () => string[] } {
  let written = '';
  const write = async (text: string) => {
    written += text;
  };
  return {
    isTerminal: false,
    columns,
    write,
    line: (text) => write(`${text}\n`),
    style: (style, text) => (styled ? `<${[style].flat().join('+')}>${text}</>` : text),
    text: () => written,
    lines: () => written.split('\n').slice(0, -1),
  };
}
