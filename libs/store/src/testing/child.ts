import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

export interface Child {
  readonly process: ChildProcess;
  /** Resolves once the child has printed this many lines, with all of them. */
  lines(count: number): Promise<string[]>;
  /** kill -9, and wait until it is gone. */
  kill(): Promise<void>;
}

/** A process of its own that runs these statements of a module; `store` is the front door of this lib. */
export function runChild(body: string): Child {
  const store = new URL('../index.ts', import.meta.url).href;
  const compiler = new URL('../../../../scripts/source-threads.mjs', import.meta.url).href;
  const code = `const store = await import('${store}');\n${body}`;
  const child = spawn(process.execPath, ['--conditions=source', '--import', compiler, '--input-type=module', '--eval', code], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exited = once(child, 'exit');
  const printed: string[] = [];
  let wake = () => {};
  createInterface({ input: child.stdout }).on('line', (line) => {
    printed.push(line);
    wake();
  });
  exited.then(() => wake());
  const lines = async (count: number) => {
    while (printed.length < count && child.exitCode === null && child.signalCode === null) {
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
    return [...printed];
  };
  const kill = async () => {
    child.kill('SIGKILL');
    await exited;
  };
  return { process: child, lines, kill };
}
