/** Random numbers that are the same for the same seed. */
export interface Random {
  /** A whole number from 0 to `below - 1`. */
  whole(below: number): number;
  one<T>(choices: readonly T[]): T;
}

/** Mulberry32: 32 bits of state, good enough to vary texts. */
export function randomFrom(seed: number): Random {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const whole = (below: number) => Math.floor(next() * below);
  return {
    whole,
    one(choices) {
      const chosen = choices[whole(choices.length)];
      if (chosen === undefined) throw new RangeError('There is nothing to choose from');
      return chosen;
    },
  };
}
