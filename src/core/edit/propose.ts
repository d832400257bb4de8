/** From a whole reply to the text that would replace the selected lines, or to the reason why nothing is replaced. */
import { applyDiff, isDiff } from './diffReply.ts';
import { type CodeBlock, codeBlocks } from './fences.ts';
import { fitIndentation, type IndentStyle } from './indentation.ts';
import {
  commonEnding,
  isBlank,
  lineContent,
  type LineEnding,
  lineTerminator,
  splitLines,
} from './lines.ts';
import { similarity } from './similarity.ts';
import { expandRest } from './unchanged.ts';

/** Lines to be replaced, as they stand in the document: with their terminators. */
export interface Target {
  readonly text: string;
  readonly style: IndentStyle;
  /** What the document ends its lines with, for a text that has no line ending itself. */
  readonly ending: LineEnding;
  /** The document's language id. */
  readonly language?: string;
}

export type Proposal =
  /** One text for each target, in order. */
  | { readonly kind: 'ready'; readonly texts: readonly string[] }
  | { readonly kind: 'refused'; readonly reason: Refusal };

/** Why a reply is not applied by itself. The host puts each into words, and offers what can be done. */
export type Refusal =
  /** There is nothing but white space. */
  | 'empty'
  /** No fenced block around it: it may be prose, it may be bare code, or a document whose own blocks are the only ones. */
  | 'noFence'
  /** The last block was never closed, so that its end may be missing. */
  | 'unclosed'
  /** Another number of blocks than of selections, and no telling which is which. */
  | 'blockCount'
  /** A block is empty: applying it would delete the lines. */
  | 'emptyBlock'
  /** Code was left out ("rest unchanged"), and where it belongs cannot be told. */
  | 'leftOut'
  /** A diff whose context is not in the selected lines. */
  | 'diffUnplaced';

/** What a reply, which must be complete, makes of the targets. */
export function propose(reply: string, targets: readonly Target[]): Proposal {
  if (reply.trim() === '') return refused('empty');
  const blocks = codeBlocks(reply, { expected: targets.length });
  if (blocks.length === 0 || isBareDocument(reply, blocks, targets)) return refused('noFence');
  if (blocks.some((block) => !block.closed)) return refused('unclosed');
  const chosen = chooseBlocks(blocks, targets);
  if (chosen === undefined) return refused('blockCount');
  const texts: string[] = [];
  for (const [index, target] of targets.entries()) {
    const block = chosen[index];
    if (block === undefined) return refused('blockCount');
    const lines = newLines(block, target);
    if (typeof lines === 'string') return refused(lines);
    texts.push(fit(lines, target));
  }
  return { kind: 'ready', texts };
}

/** The text that bare code, or a part of a block that still comes, would put in a target's place. Nothing is checked. */
export function fitCode(code: string, target: Target): string {
  return fit(code.replace(/(\r\n|\r|\n)$/, '').split(/\r\n|\r|\n/), target);
}

function refused(reason: Refusal): Proposal {
  return { kind: 'refused', reason };
}

/** The blocks that answer the targets: all in order where the numbers agree; for one target, the one that is most like it. */
function chooseBlocks(
  blocks: readonly CodeBlock[],
  targets: readonly Target[],
): readonly CodeBlock[] | undefined {
  if (blocks.length === targets.length) return blocks;
  const [target] = targets;
  if (targets.length !== 1 || target === undefined) return undefined;
  let best: CodeBlock | undefined;
  let bestShare = 0.2;
  for (const block of blocks) {
    // A reply often shows the old code before the new.
    const lines = significant(block.code);
    if (lines.join('\n') === significant(target.text).join('\n')) continue;
    const share = similarity(block.code, target.text);
    if (share > bestShare) {
      best = block;
      bestShare = share;
    }
  }
  return best === undefined ? undefined : [best];
}

/** Whether the reply is the new text itself, with blocks of code inside: one of these must not take the place of all of it. */
function isBareDocument(
  reply: string,
  blocks: readonly CodeBlock[],
  targets: readonly Target[],
): boolean {
  const [target] = targets;
  if (targets.length !== 1 || target === undefined) return false;
  if (!/^(markdown|mdx|plaintext|restructuredtext)$/.test(target.language ?? '')) return false;
  const alike = Math.max(...blocks.map((block) => similarity(block.code, target.text)));
  return similarity(reply, target.text) > alike + 0.1;
}

function significant(text: string): string[] {
  return text
    .split(/\r\n|\r|\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '');
}

function newLines(block: CodeBlock, target: Target): readonly string[] | Refusal {
  const old = splitLines(target.text).map(lineContent);
  if (!/^(diff|patch)$/.test(target.language ?? '') && isDiff(block)) {
    return applyDiff(block.code, old) ?? 'diffUnplaced';
  }
  if (block.code.trim() === '') return 'emptyBlock';
  return expandRest(block.code.split('\n'), old, target) ?? 'leftOut';
}

/** Lines at the target's indentation, with its blank lines around them, its line endings, and its end. */
function fit(lines: readonly string[], target: Target): string {
  const oldLines = splitLines(target.text);
  const old = oldLines.map(lineContent);
  const ending = commonEnding(oldLines, target.ending);
  if (old.every(isBlank)) return lines.join(ending) + lastTerminator(oldLines, ending);
  const first = old.findIndex((line) => !isBlank(line));
  const last = old.findLastIndex((line) => !isBlank(line));
  const aligned = alignedLanguages.has(target.language ?? '');
  const fitted = fitIndentation(withoutBlankEdges(lines), old, {
    ...target.style,
    aligned,
    ...(target.language === undefined ? {} : { language: target.language }),
  });
  const all = [...old.slice(0, first), ...fitted, ...old.slice(last + 1)];
  return all.join(ending) + lastTerminator(oldLines, ending);
}

const alignedLanguages = new Set([
  'markdown',
  'mdx',
  'yaml',
  'dockercompose',
  'plaintext',
  'haskell',
]);

function withoutBlankEdges(lines: readonly string[]): readonly string[] {
  const first = lines.findIndex((line) => !isBlank(line));
  return first === -1
    ? lines
    : lines.slice(first, lines.findLastIndex((line) => !isBlank(line)) + 1);
}

/** Lines that ended in a terminator still do; the end of a file without a final newline stays without. */
function lastTerminator(lines: readonly string[], ending: LineEnding): string {
  const last = lines.at(-1);
  return last !== undefined && lineTerminator(last) !== '' ? ending : '';
}
