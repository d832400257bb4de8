/**
 * Chooses which blocks of a response replace which selection. An ambiguous response gets no choice.
 */
import type { CodeBlock } from './fences.ts';
import { definedNames, isOtherLanguage, languageFamily } from './looksLikeCode.ts';
import { type EditKind, editKind } from './editResponse.ts';
import { similarity } from './similarity.ts';

export interface ChoiceTarget {
  readonly text: string;
  readonly language?: string;
}

/** A block that replaces the selection, or edits to apply to it. */
export type Choice =
  | { readonly code: CodeBlock }
  | { readonly edits: readonly { readonly block: CodeBlock; readonly kind: EditKind }[] };

/** One choice per target; undefined if any of them is uncertain. */
export function chooseBlocks(
  blocks: readonly CodeBlock[],
  targets: readonly ChoiceTarget[],
  lines: readonly string[],
): readonly Choice[] | undefined {
  const [target] = targets;
  if (targets.length === 1 && target !== undefined) {
    const choice = chooseOne(blocks, target, lines);
    return choice === undefined ? undefined : [choice];
  }
  const meant =
    blocks.length === targets.length
      ? blocks
      : blocks.filter((block) => targets.some((each) => !isBeside(block, each)));
  if (meant.length !== targets.length) return undefined;
  const choices: Choice[] = [];
  for (const [index, each] of targets.entries()) {
    const block = meant[index];
    if (block === undefined) return undefined;
    const others = targets.filter((_, i) => i !== index);
    for (const isOf of [definesNamesOf, isLinked]) {
      if (others.some((other) => isOf(block, other)) && !isOf(block, each)) return undefined;
    }
    choices.push(choiceOf(block, each));
  }
  return choices;
}

function chooseOne(
  blocks: readonly CodeBlock[],
  target: ChoiceTarget,
  lines: readonly string[],
): Choice | undefined {
  const [only] = blocks;
  if (blocks.length === 1 && only !== undefined) {
    const isElse = isShell(only) && isBeside(only, target) && !isLinked(only, target);
    return isElse ? undefined : choiceOf(only, target);
  }
  const labels = blocks.map((block, i) =>
    labelOf(lines.slice(blocks[i - 1]?.end ?? 0, block.start)),
  );
  if (labels.filter((label) => label === 'alternative').length > 1) return undefined;
  const meant = blocks.filter((block) => !isBeside(block, target));
  const edits = meant.flatMap((block) => {
    const kind = kindOf(block, target);
    return kind === undefined ? [] : [{ block, kind }];
  });
  if (edits.length > 0) return edits.length === meant.length ? { edits } : undefined;
  const notExamples = meant.filter((block) => labels[blocks.indexOf(block)] !== 'example');
  const same = notExamples.filter((block) => definesNamesOf(block, target));
  const linked = same.length > 0 ? same : notExamples.filter((block) => isLinked(block, target));
  if (linked.length === 1 && linked[0] !== undefined) return { code: linked[0] };
  // Two versions: the text above them must identify the old one.
  const [first, second, third] = linked;
  if (first === undefined || second === undefined || third !== undefined) return undefined;
  const isPair =
    labels[blocks.indexOf(first)] === 'old' && labels[blocks.indexOf(second)] === 'new';
  return isPair ? { code: second } : undefined;
}

function choiceOf(block: CodeBlock, target: ChoiceTarget): Choice {
  const kind = kindOf(block, target);
  return kind === undefined ? { code: block } : { edits: [{ block, kind }] };
}

function kindOf(block: CodeBlock, target: ChoiceTarget): EditKind | undefined {
  const isDiffDocument = /^(?:diff|patch)$/.test(target.language ?? '');
  return editKind(block, target.text.split(/\r\n|\r|\n/), isDiffDocument);
}

/**
 * Whether a block is certainly not the new code: it is empty, in another language, or equal to the
 * old code.
 */
function isBeside(block: CodeBlock, target: ChoiceTarget): boolean {
  if (block.code.trim() === '') return true;
  if (isOtherLanguage(block.language, target.language) && kindOf(block, target) === undefined)
    return true;
  const old = significant(target.text);
  const lines = significant(block.code);
  return old.join('\n') === lines.join('\n');
}

function isShell(block: CodeBlock): boolean {
  return languageFamily(block.language) === 'shell';
}

/**
 * Whether a block can be a new version of the target: it defines the same names, shares lines with
 * it, or begins similarly.
 */
function isLinked(block: CodeBlock, target: ChoiceTarget): boolean {
  if (definesNamesOf(block, target)) return true;
  const old = new Set(significant(target.text));
  const lines = significant(block.code);
  if (lines.some((line) => old.has(line) && /\w{3,}/.test(line))) return true;
  const [first = ''] = lines;
  const [oldFirst = ''] = old;
  return similarity(first, oldFirst) >= 0.5;
}

function definesNamesOf(block: CodeBlock, target: ChoiceTarget): boolean {
  const names = new Set(definedNames(target.text));
  return definedNames(block.code).some((name) => names.has(name));
}

type Label = 'old' | 'new' | 'example' | 'alternative' | 'none';

/** What the last line above a block states about the block. */
function labelOf(prose: readonly string[]): Label {
  const line = prose.findLast((each) => each.trim() !== '')?.trim() ?? '';
  if (
    /\b(?:option|alternative|variant|approach|version|solution)s?\b\s*(?:#|no\.?)?\s*(?:\d|[a-c]\b|one|two|three)|^(?:or|alternatively)\b/i.test(
      line,
    )
  )
    return 'alternative';
  if (
    /\b(?:usage|examples?|use it|using it|call(?:ed|ing)? it|call (?:it )?like|test it|try it|outputs?|prints?|results? in|run it|install)\b/i.test(
      line,
    )
  )
    return 'example';
  if (
    /\b(?:before|old|original|current(?:ly)?|existing|previous(?:ly)?|instead of|replace this|your code)\b/i.test(
      line,
    )
  )
    return 'old';
  if (
    /\b(?:after|new|updated?|improved|refactored|rewritten|revised|fixed|corrected|changed?|final|with this|becomes?)\b/i.test(
      line,
    )
  )
    return 'new';
  return 'none';
}

function significant(text: string): string[] {
  return text
    .split(/\r\n|\r|\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '');
}
