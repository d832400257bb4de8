/** Brings an event that an older version wrote to the present format, one step at a time. */

/** `steps[n]` makes an event of format n + 1 out of one of format n. */
export type MigrationSteps = Readonly<Record<number, (event: unknown) => unknown>>;

/** Format 1 is the first: nothing is older yet. A new format adds its step here and its files to the tests. */
const migrations: MigrationSteps = {};

/** Returns the event as the highest format that the steps lead to. */
export function toCurrent(
  format: number,
  event: unknown,
  steps: MigrationSteps = migrations,
): unknown {
  let result = event;
  for (let step = steps[format]; step !== undefined; step = steps[++format]) result = step(result);
  return result;
}
