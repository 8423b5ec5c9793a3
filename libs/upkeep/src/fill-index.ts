import { setTimeout as sleep } from 'node:timers/promises';
import { compareIndex, toEntry } from '#pipeline';
import type { SearchIndex } from '#search';
import type { Speeches } from '#store';
import type { Tell } from './telling.js';

interface Filling {
  readonly speeches: Speeches;
  readonly index: SearchIndex;
  readonly tell: Tell;
}

const PAGE = 100;
const STUBS = 1_000;

/** Gives an index every speech it has to hold, and what it must never find again. What is written meanwhile is left to a comparison. */
export async function fillIndex({ speeches, index, tell }: Filling): Promise<{ speeches: number; stubs: number }> {
  const total = await speeches.countToIndex();
  let given = 0;
  for await (const page of pages((after) => speeches.versionsAfter(after, PAGE), PAGE)) {
    await index.upsert((await speeches.indexed(page.map(({ speechId }) => speechId))).map(toEntry));
    given += page.length;
    tell({ step: 'filling the index', done: given, total: Math.max(given, total) });
  }
  return { speeches: given, stubs: await giveStubs({ speeches, index }) };
}

/** Withdrawn speeches keep their version in the index, so that no entry that comes late can bring them back. Answers how many there are. */
export async function giveStubs({ speeches, index }: Pick<Filling, 'speeches' | 'index'>): Promise<number> {
  let stubs = 0;
  for await (const page of pages((after) => speeches.withdrawnAfter(after, STUBS), STUBS)) {
    await index.withdraw(page);
    stubs += page.length;
  }
  return stubs;
}

/** Compares until at most so many differences are found in one round; answers those of each round. */
export async function compareUntil(few: number, { speeches, index, tell }: Filling, rounds: number, pauseMs: number): Promise<number[]> {
  const found: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    if (round > 0) await sleep(pauseMs);
    const { restored, removed } = await compareIndex({ speeches, index }, new AbortController().signal);
    found.push(restored + removed);
    tell({ step: 'comparing the index with the database: differences', done: restored + removed, total: null });
    if (restored + removed <= few) break;
  }
  return found;
}

async function* pages<Row extends { readonly speechId: string }>(
  read: (after: string | null) => Promise<Row[]>,
  size: number,
): AsyncGenerator<Row[]> {
  for (let after: string | null = null; ; ) {
    const page: Row[] = await read(after);
    if (page.length > 0) yield page;
    if (page.length < size) return;
    after = page.at(-1)?.speechId ?? null;
  }
}
