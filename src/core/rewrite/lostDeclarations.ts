/** Detects a response without markers that contains only part of the lines it would replace. */
import { changeOf, written } from './sharedLines.ts';
import { isBlank } from '../base/lines.ts';
import { columnsOf } from './lineShape.ts';
import { declaredName } from './declaredName.ts';

/**
 * Minimum number of declarations. A shorter text is rewritten as a whole, and a loss is easy to
 * see.
 */
const fewest = 4;

/**
 * Applying one function in place of a file with ten would delete the other nine. But users also ask
 * to delete code, or to merge declarations into one, so a short response alone proves nothing. A
 * response is certainly partial if
 * - most declarations at the outermost level are missing, at least four, and it declares nothing
 *   new there; and
 * - it also changes old lines. A response that only deletes does what the user asked for.
 * If the response still calls a missing declaration by name, losing half of the declarations is
 * enough: nobody asks for code that doesn't run.
 */
export function losesDeclarations(reply: readonly string[], old: readonly string[]): boolean {
  const before = declared(old);
  if (before.size < fewest) return false;
  const now = declared(reply);
  const gone = [...before].filter((name) => !now.has(name));
  if (gone.length * 2 < before.size || now.size === 0) return false;
  if ([...now].some((name) => !before.has(name))) return false;
  const { added } = changeOf(
    old.map((line) => line.trim()),
    reply.map((line) => line.trim()),
  );
  if (added === 0) return false;
  const isMost = gone.length >= fewest && gone.length * 4 >= before.size * 3;
  return (isMost && written(reply) * 2 < written(old)) || isUsed(gone, reply);
}

/** The names that are declared at the outermost indentation level. */
function declared(lines: readonly string[]): ReadonlySet<string> {
  const all = lines.filter((line) => !isBlank(line));
  const outer = Math.min(...all.map(columnsOf));
  const names = new Set<string>();
  for (const line of all) {
    const name = columnsOf(line) === outer ? declaredName(line) : undefined;
    if (name !== undefined) names.add(name);
  }
  return names;
}

/** Whether the lines call one of the names. */
function isUsed(names: readonly string[], lines: readonly string[]): boolean {
  const words = new Set(
    lines.join('\n').match(/(?<![.\p{L}\p{N}_$'"`-])[\p{L}_$][\p{L}\p{N}_$]*(?=\s*\()/gu) ?? [],
  );
  return names.some((name) => words.has(name));
}
