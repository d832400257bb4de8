/** What a search for files leaves out by itself, so that what nobody is offered takes no place among what it finds. */

/** A glob for packages' folders, and for these folders of the top. */
export function searchExclude(folders: readonly string[]): string {
  // A name with characters that mean something in a glob is left to the rules, which see every file that was found.
  const plain = folders.filter((name) => !/[*?[\]{},\\/]/.test(name));
  return `{${['**/node_modules', ...plain].map((name) => `${name}/**`).join(',')}}`;
}
