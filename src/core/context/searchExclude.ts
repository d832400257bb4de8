/**
 * Builds the exclude glob of a file search, so that excluded files don't count toward its result
 * limit.
 */

/** A glob for `node_modules` in any folder, and for these top-level folders. */
export function searchExclude(folders: readonly string[]): string {
  // Names with glob characters are skipped. The ignore rules still exclude their files afterwards.
  const plain = folders.filter((name) => !/[*?[\]{},\\/]/.test(name));
  return `{${['**/node_modules', ...plain].map((name) => `${name}/**`).join(',')}}`;
}
