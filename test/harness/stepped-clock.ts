import { readFileSync } from 'node:fs';

/**
 * Loaded by a process under test before everything else, and by each of its threads: its wall clock is off by as many ms as the file named by ROSTRA_CLOCK_FILE
 * says, from one moment to the next. Clocks that only run forward stay right, as they do on a machine whose time is set.
 */
const file = process.env.ROSTRA_CLOCK_FILE ?? '';
const LOOK_EVERY_MS = 50;

let step = 0;
function look(): void {
  try {
    const text = readFileSync(file, 'utf8');
    // empty while it is being written
    if (/^-?\d+$/.test(text)) step = Number(text);
  } catch {
    // The trial is over and its file gone: the clock stays as it was set last.
  }
}
look();
setInterval(look, LOOK_EVERY_MS).unref();

const TrueDate = Date;
const trueNow = Date.now;
const now = () => trueNow() + step;
TrueDate.now = now;
globalThis.Date = new Proxy(TrueDate, {
  construct: (target, values, newTarget) => Reflect.construct(target, values.length === 0 ? [now()] : values, newTarget),
  apply: () => new TrueDate(now()).toString(),
});
