/** Converts an event of an older format to the current one, one format at a time. */

/** `steps[n]` converts an event of format n to format n + 1. */
export type MigrationSteps = Readonly<Record<number, (event: unknown) => unknown>>;

/**
 * Format 1 is the first, so there are no steps yet. A new format adds its step here and sample
 * files to the tests.
 */
const migrations: MigrationSteps = {};

/** Returns the event in the highest format that the steps lead to. */
export function toCurrent(
  format: number,
  event: unknown,
  steps: MigrationSteps = migrations,
): unknown {
  let result = event;
  for (let step = steps[format]; step !== undefined; step = steps[++format]) result = step(result);
  return result;
}
