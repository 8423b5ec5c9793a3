import { once } from 'node:events';
import { styleText } from 'node:util';

type Style = Parameters<typeof styleText>[0];

/** Where a command writes. Colours appear on a terminal only, and not with NO_COLOR. */
export interface Output {
  readonly isTerminal: boolean;
  /** Infinity where no terminal reads: nothing has to be cut or broken there. */
  readonly columns: number;
  /** Writes text as it is and waits while the reader is slower. */
  write(text: string): Promise<void>;
  line(text: string): Promise<void>;
  style(style: Style, text: string): string;
}

export function outputTo(stream: NodeJS.WriteStream): Output {
  const write = async (text: string) => {
    if (!stream.write(text)) await once(stream, 'drain');
  };
  return {
    isTerminal: stream.isTTY === true,
    columns: stream.columns ?? Number.POSITIVE_INFINITY,
    style: (style, text) => styleText(style, text, { stream }),
    write,
    line: (text) => write(`${text}\n`),
  };
}
