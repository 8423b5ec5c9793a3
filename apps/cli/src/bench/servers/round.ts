import type { Column } from '../../terminal/table.js';
import { median } from '../figures.js';
import type { FlowFigures } from './measure-flow.js';
import { type StageTimes, stageNames, type Timed } from './stopwatch.js';

export interface BareFigures extends Timed {
  readonly cpuByServer: Readonly<Record<string, number>>;
}

/** All figures of one round. */
export interface Round {
  readonly bare: BareFigures;
  readonly servers: FlowFigures;
  readonly alone: StageTimes;
  readonly embedded: FlowFigures | null;
}

export interface Table {
  readonly columns: readonly Column[];
  readonly rows: readonly (readonly string[])[];
}

export interface Spread {
  readonly median: number;
  readonly least: number;
  readonly most: number;
}

/** What is said at the end: for people as tables, and medians under the names of the JSON line. */
export function summaryOf(rounds: readonly Round[]): {
  readonly tables: readonly Table[];
  readonly medians: Readonly<Record<string, unknown>>;
} {
  const ratio = spread(rounds.map(({ servers, bare }) => Number((servers.docsPerSecond / bare.docsPerSecond).toFixed(3))));
  const flows = [
    { name: 'five processes on servers', of: rounds.map(({ servers }) => servers) },
    { name: 'one process, embedded', of: rounds.flatMap(({ embedded }) => embedded ?? []) },
  ].filter(({ of }) => of.length > 0);
  return {
    tables: [flowTable(rounds, flows), ratioTable(ratio), processTable(flows), aloneTable(rounds)],
    medians: {
      ratio,
      bare: middle(rounds.map(({ bare }) => bare)),
      servers: middle(rounds.map(({ servers }) => servers)),
      embedded: middle(rounds.flatMap(({ embedded }) => embedded ?? [])),
      alone: Object.fromEntries(stageNames.map((name) => [name, middle(rounds.map(({ alone }) => alone[name]))])),
    },
  };
}

export const spread = (values: readonly number[]): Spread => ({
  median: median(values) ?? Number.NaN,
  least: Math.min(...values),
  most: Math.max(...values),
});

type Figures = { readonly [name: string]: number | Figures };

/** The medians of figures of one make, name by name; null without any. */
export function middle(given: readonly object[]): Figures | null {
  const all = given as readonly Figures[];
  const [first] = all;
  if (!first) return null;
  return Object.fromEntries(
    Object.entries(first).map(([name, value]) => {
      const values = all.map((one) => one[name]);
      return [name, typeof value === 'number' ? (median(values as number[]) ?? Number.NaN) : (middle(values as Figures[]) ?? {})];
    }),
  );
}

interface Flow {
  readonly name: string;
  readonly of: readonly FlowFigures[];
}

const right = (head: string): Column => ({ head, align: 'right' });
const rangeOf = (values: readonly number[], digits: number): string => {
  const { median: middling, least, most } = spread(values);
  return `${middling.toFixed(digits)} (${least.toFixed(digits)}–${most.toFixed(digits)})`;
};

function flowTable(rounds: readonly Round[], flows: readonly Flow[]): Table {
  const servers = Object.keys(rounds[0]?.servers.cpuByServer ?? {});
  const columns = [{ head: 'median (range)' }, ...['docs/s', 'CPU s/1000', ...servers, 'searchable p50 ms', 'p95 ms'].map(right)];
  const beneath = (of: readonly { readonly cpuByServer: Readonly<Record<string, number>> }[]) =>
    servers.map((server) =>
      of[0]?.cpuByServer[server] === undefined
        ? ''
        : rangeOf(
            of.map(({ cpuByServer }) => cpuByServer[server] ?? 0),
            2,
          ),
    );
  const bare = rounds.map((round) => round.bare);
  const line = (name: string, of: readonly (Timed & Pick<FlowFigures, 'cpuByServer'>)[]) => [
    name,
    rangeOf(
      of.map(({ docsPerSecond }) => docsPerSecond),
      1,
    ),
    rangeOf(
      of.map(({ cpuPerThousand }) => cpuPerThousand),
      2,
    ),
    ...beneath(of),
  ];
  const waits = ({ of }: Flow) => [
    rangeOf(
      of.map(({ halfLoadP50 }) => halfLoadP50),
      0,
    ),
    rangeOf(
      of.map(({ halfLoadP95 }) => halfLoadP95),
      0,
    ),
  ];
  return { columns, rows: [line('bare loop', bare), ...flows.map((flow) => [...line(flow.name, flow.of), ...waits(flow)])] };
}

const ratioTable = ({ median: middling, least, most }: Spread): Table => ({
  columns: [{ head: 'of the bare loop’s rate, in pairs' }, right('median'), right('range')],
  rows: [['five processes on servers', middling.toFixed(2), `${least.toFixed(2)}–${most.toFixed(2)}`]],
});

const processTable = (flows: readonly Flow[]): Table => ({
  columns: [{ head: 'process' }, right('CPU s/1000'), right('peak MB')],
  rows: flows.flatMap(({ of }) =>
    Object.keys(of[0]?.cpuByProcess ?? {}).map((name) => [
      name,
      rangeOf(
        of.map(({ cpuByProcess }) => cpuByProcess[name] ?? Number.NaN),
        2,
      ),
      rangeOf(
        of.map(({ peakByProcess }) => peakByProcess[name] ?? Number.NaN),
        0,
      ),
    ]),
  ),
});

const aloneTable = (rounds: readonly Round[]): Table => ({
  columns: [{ head: 'alone' }, right('docs/s'), right('CPU s/1000')],
  rows: stageNames.map((name) => [
    name,
    rangeOf(
      rounds.map(({ alone }) => alone[name].docsPerSecond),
      1,
    ),
    rangeOf(
      rounds.map(({ alone }) => alone[name].cpuPerThousand),
      2,
    ),
  ]),
});
