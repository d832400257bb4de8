/** Random tests that can be repeated: each prints its seed on failure, and LAPLAS_SEED gives one. */

/** Numbers in [0, 1) that a seed determines (mulberry32). */
export function seededRandom(seed = Number(process.env['LAPLAS_SEED'] ?? Date.now() % 1e9)): {
  readonly random: () => number;
  readonly seed: number;
} {
  let state = seed >>> 0;
  const random = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let value = state;
    value = Math.imul(value ^ (value >>> 15), value | 1);
    value ^= value + Math.imul(value ^ (value >>> 7), value | 61);
    return ((value ^ (value >>> 14)) >>> 0) / 2 ** 32;
  };
  return { random, seed };
}

/** `full` with LAPLAS_SOAK=1, else a size that fits CI. */
export function soak(full: number, small: number): number {
  return process.env['LAPLAS_SOAK'] === '1' ? full : small;
}
