/**
 * Lines between a room's work and its commit where the fault harness ends or stops the process. Until `armFailpoints` is called, which the settings
 * allow under NODE_ENV=test alone, passing one is a look at a variable.
 */
const NAMES = [
  'api.before-commit',
  'api.after-commit',
  'crawler.before-commit',
  'crawler.after-commit',
  'parser.before-commit',
  'parser.after-commit',
  'indexer.before-engine',
  'indexer.after-engine-ack',
  'indexer.after-commit',
  'announcer.before-commit',
  'announcer.after-commit',
] as const;
export type FailpointName = (typeof NAMES)[number];

const SIGNALS = { kill: 'SIGKILL', stop: 'SIGSTOP' } as const;

/** Which point gives the process which signal, and at which passing, from 1. Each strikes once. */
export type Failpoints = ReadonlyMap<FailpointName, { readonly signal: (typeof SIGNALS)[keyof typeof SIGNALS]; readonly at: number }>;

const FORM = /^(?<name>[a-z.-]+)=(?<action>kill|stop)(?:@(?<at>[1-9]\d{0,5}))?$/;

/** Reads `indexer.after-engine-ack=kill@3,parser.before-commit=stop`. Throws Error that names what is wrong and what can be written. */
export function readFailpoints(text: string): Failpoints {
  return new Map(
    text.split(',').map((part) => {
      const { name, action, at } = FORM.exec(part.trim())?.groups ?? {};
      const known = NAMES.find((each) => each === name);
      if (!known || (action !== 'kill' && action !== 'stop'))
        throw new Error(`"${part.trim()}" is no failpoint: write NAME=kill@3 or NAME=stop, with a name of ${NAMES.join(', ')}`);
      return [known, { signal: SIGNALS[action], at: Number(at ?? 1) }];
    }),
  );
}

let armed: Failpoints | null = null;
let strike: (signal: NodeJS.Signals) => void = () => undefined;
const passed = new Map<FailpointName, number>();

const endThisProcess = (signal: NodeJS.Signals): void => {
  process.kill(process.pid, signal);
};

/** From here on the points strike. `kill` default: this process. */
export function armFailpoints(points: Failpoints | null, kill = endThisProcess): void {
  armed = points;
  strike = kill;
  passed.clear();
}

export function failpoint(name: FailpointName): void {
  const point = armed?.get(name);
  if (!point) return;
  const times = (passed.get(name) ?? 0) + 1;
  passed.set(name, times);
  if (times === point.at) strike(point.signal);
}
