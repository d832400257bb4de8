/** Whether a reply without markers gives only a part of the lines that it would replace. */
import { changeOf, written } from './sharedLines.ts';
import { isBlank } from '../base/lines.ts';
import { columnsOf } from './lineShape.ts';
import { declaredName } from './declaredName.ts';

/** Fewer declarations than this are rewritten as a whole, and what is gone is easily seen. */
const fewest = 4;

/**
 * Applying one function in place of a file with ten would delete the other nine. But users do ask to delete things, and to make one of
 * many, so that a short reply proves nothing. A part is certain where
 * - most declarations at the outer level are gone, four at least, and the reply declares nothing new there, and
 * - what is left is a new version of old lines: code was changed besides. A reply that only deletes does what it was asked.
 * Where the reply still calls by name what would be gone, one lost declaration in two is enough: nobody asks for code that does not run.
 */
export function isPartialResponse(reply: readonly string[], old: readonly string[]): boolean {
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

/** The names that lines declare at their outer level. */
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

/** Whether a name is called or read as one in the lines. */
function isUsed(names: readonly string[], lines: readonly string[]): boolean {
  const words = new Set(
    lines.join('\n').match(/(?<![.\p{L}\p{N}_$'"`-])[\p{L}_$][\p{L}\p{N}_$]*(?=\s*\()/gu) ?? [],
  );
  return names.some((name) => words.has(name));
}
