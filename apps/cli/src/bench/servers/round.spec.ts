import type { FlowFigures } from './measure-flow.js';
import { perThousand } from './measure-flow.js';
import { middle, type Round, spread, summaryOf } from './round.js';
import { timed } from './stopwatch.js';

const rate = (docsPerSecond: number) => ({ docsPerSecond, cpuPerThousand: 2 });

function flow(docsPerSecond: number): FlowFigures {
  const cpu = { cpuByProcess: { crawler: 1, parser: 3 }, cpuByServer: { elasticsearch: 4, redis: 1 } };
  return { ...rate(docsPerSecond), ...cpu, peakByProcess: { crawler: 90, parser: 200 }, halfLoadP50: 300, halfLoadP95: 900 };
}

function round(bare: number, servers: number, embedded: number | null): Round {
  return {
    bare: { ...rate(bare), cpuByServer: { elasticsearch: 4, redis: 0 } },
    servers: flow(servers),
    alone: { fetch: rate(900), keep: rate(200), parse: rate(100), database: rate(300), index: rate(250) },
    embedded: embedded === null ? null : { ...flow(embedded), cpuByServer: {} },
  };
}

describe('figures of a bench on servers', () => {
  it('are counted per second and per 1,000 pages', () => {
    expect(timed(500, 4, 3)).toEqual({ docsPerSecond: 125, cpuPerThousand: 6 });
    expect(perThousand({ redis: 2 }, { redis: 3, s3: 1 }, 500)).toEqual({ redis: 2, s3: 2 });
  });

  it('are compared within each round, not by the medians of both sides', () => {
    const { medians } = summaryOf([round(100, 50, null), round(200, 60, null), round(100, 90, null)]);
    expect(medians).toMatchObject({
      ratio: { median: 0.5, least: 0.3, most: 0.9 },
      bare: { docsPerSecond: 100 },
      servers: { docsPerSecond: 60 },
    });
    expect(medians.embedded).toBeNull();
  });

  it('stand in tables of full rows, with the embedded engines where they were measured', () => {
    const { tables } = summaryOf([round(100, 50, 40)]);
    for (const { columns, rows } of tables) for (const row of rows) expect(row.length).toBeLessThanOrEqual(columns.length);
    const flows = tables[0]?.rows ?? [];
    expect(flows.map(([name]) => name)).toEqual(['bare loop', 'five processes on servers', 'one process, embedded']);
    expect(flows[2]).toEqual(['one process, embedded', '40.0 (40.0–40.0)', '2.00 (2.00–2.00)', '', '', '300 (300–300)', '900 (900–900)']);
    expect(tables[2]?.rows).toHaveLength(4);
  });

  it('have a middle of each, however deep', () => {
    expect(
      middle([
        { a: 1, b: { c: 5 } },
        { a: 3, b: { c: 1 } },
        { a: 2, b: { c: 3 } },
      ]),
    ).toEqual({ a: 2, b: { c: 3 } });
    expect(middle([])).toBeNull();
    expect(spread([3, 1, 2])).toEqual({ median: 2, least: 1, most: 3 });
  });
});
