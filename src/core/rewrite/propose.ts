/**
 * Turns a complete response into the text that replaces the selected lines, or into a reason for
 * rejecting it.
 */
import { holdsFences } from '../base/innerFence.ts';
import { type Choice, chooseBlocks } from './chooseBlocks.ts';
import { applyEdits } from './editResponse.ts';
import { addsEditMarker } from './editMarkers.ts';
import { type CodeBlock, readReply } from './fences.ts';
import { hasGluedFence } from './gluedFences.ts';
import type { Applied } from './hunk.ts';
import { fitIndentation, type IndentStyle } from './indentation.ts';
import {
  commonEnding,
  isBlank,
  lineContent,
  type LineEnding,
  lineTerminator,
  splitLines,
} from '../base/lines.ts';
import { notesBeside } from './notes.ts';
import { type Surroundings, withoutRepeated } from './repeatedLines.ts';
import { similarity } from './similarity.ts';
import { expandRest } from './omittedCode.ts';

/** Lines to replace, as they are in the document, with their terminators. */
export interface Target {
  readonly text: string;
  readonly style: IndentStyle;
  /** The document's line ending, for a text without one. */
  readonly ending: LineEnding;
  /** The document's language id. */
  readonly language?: string;
  /**
   * Up to 40 whole lines directly above and directly below, to detect a response that repeats them.
   */
  readonly before?: string;
  readonly after?: string;
}

/**
 * `notes`: the response's text outside the code that is applied, as Markdown. For a rejected
 * response, the text outside its code blocks.
 */
export type Proposal =
  /** One text per target, in order. */
  | { readonly kind: 'ready'; readonly texts: readonly string[]; readonly notes: string }
  | { readonly kind: 'refused'; readonly reason: RejectReason; readonly notes: string };

/**
 * Why a response isn't applied automatically. The host turns each reason into a message with
 * actions.
 */
export type RejectReason =
  /** The response contains only white space. */
  | 'empty'
  /**
   * No fenced block contains the code. The response may be prose, bare code, or a document with
   * code blocks of its own.
   */
  | 'noFence'
  /** A block isn't closed, so its end may be missing. */
  | 'unclosed'
  /** It is ambiguous where the blocks begin and end. */
  | 'fenceUnclear'
  /** It is uncertain which block replaces which selection: several could, or none does. */
  | 'blockCount'
  /** A block is empty: applying it would delete the lines. */
  | 'emptyBlock'
  /** Code was omitted ("rest unchanged"), and it is uncertain which lines are meant. */
  | 'leftOut'
  /** A diff whose context doesn't occur in the selected lines, or occurs twice. */
  | 'diffUnplaced'
  /**
   * A diff or SEARCH/REPLACE block that can't be read with certainty, or new lines with edit
   * markers.
   */
  | 'editUnread'
  /**
   * Lines around the selection seem to be repeated or changed, so applying the response would
   * duplicate them.
   */
  | 'contextUnclear';

/** The proposal for the targets. The response must be complete. */
export function propose(reply: string, targets: readonly Target[]): Proposal {
  const old = targets.flatMap(({ text }) => contents(text));
  const document = targets.some(({ language }) => isDocument(language));
  const { lines, readings } = readReply(reply, { expected: targets.length, document });
  const [blocks = []] = readings;
  const refused = (reason: RejectReason): Proposal => ({
    kind: 'refused',
    reason,
    notes: reason === 'noFence' ? reply.trim() : notesBeside(lines, blocks),
  });
  if (reply.trim() === '') return refused('empty');
  if (blocks.length === 0 || isBareDocument(reply, blocks, targets)) return refused('noFence');
  if (blocks.some((block) => !block.closed)) return refused('unclosed');
  const sure = certainReading(readings, lines);
  if (sure === undefined || hasGluedFence(lines, sure, old, document))
    return refused('fenceUnclear');
  const choices = chooseBlocks(sure, targets, lines);
  if (choices === undefined) return refused('blockCount');
  const texts: string[] = [];
  for (const [index, target] of targets.entries()) {
    const choice = choices[index];
    if (choice === undefined) return refused('blockCount');
    const text = newText(choice, target);
    if (typeof text !== 'string') return refused(text.reason);
    texts.push(text);
  }
  const used = choices.flatMap((choice) =>
    'code' in choice ? [choice.code] : choice.edits.map(({ block }) => block),
  );
  return { kind: 'ready', texts, notes: notesBeside(lines, used) };
}

/**
 * The text that bare code, or part of a streaming block, would put in a target's place. Nothing is
 * validated.
 */
export function fitCode(code: string, target: Target): string {
  return fit(code.replace(/(\r\n|\r|\n)$/, '').split(/\r\n|\r|\n/), target);
}

/**
 * The only reading of a response, or the reading in which one Markdown block spans the whole
 * response; otherwise undefined.
 */
function certainReading(
  readings: readonly (readonly CodeBlock[])[],
  lines: readonly string[],
): readonly CodeBlock[] | undefined {
  if (readings.length === 1) return readings[0];
  const first = lines.findIndex((line) => !isBlank(line));
  const last = lines.findLastIndex((line) => !isBlank(line));
  return readings.find(([block, ...more]) => {
    if (block === undefined || more.length > 0) return false;
    return holdsFences(block.info) && block.start === first && block.end === last + 1;
  });
}

/** Whether documents of this language contain fences themselves. */
function isDocument(language: string | undefined): boolean {
  return /^(?:markdown|mdx|plaintext|restructuredtext|asciidoc|quarto|rmd)$/.test(language ?? '');
}

/**
 * Whether the response is itself the new text, with code blocks inside. None of those may replace
 * the whole target.
 */
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

function newText(choice: Choice, target: Target): string | { readonly reason: RejectReason } {
  const old = contents(target.text);
  const around = {
    before: contents(target.before ?? ''),
    after: contents(target.after ?? ''),
  };
  const result =
    'code' in choice ? newCode(choice.code, target, old, around) : applyEdits(choice.edits, old);
  if (typeof result === 'string') return { reason: result };
  if (result.lines.every(isBlank)) return { reason: 'emptyBlock' };
  const all = [...around.before, ...old, ...around.after];
  if (addsEditMarker(result.lines, all, target.language)) return { reason: 'editUnread' };
  return result.exact ? joined(result.lines, target) : fit(result.lines, target);
}

function newCode(
  block: CodeBlock,
  target: Target,
  old: readonly string[],
  around: Surroundings,
): Applied | RejectReason {
  if (block.code.trim() === '') return 'emptyBlock';
  const own = withoutRepeated(block.code.split('\n'), old, around);
  if (own === 'unclear') return 'contextUnclear';
  const lines = expandRest(own, old, target);
  return lines === undefined ? 'leftOut' : { lines, exact: false };
}

function contents(text: string): string[] {
  return splitLines(text).map(lineContent);
}

/** Joins lines that are in place already, with the target's line endings. */
function joined(lines: readonly string[], target: Target): string {
  const old = splitLines(target.text);
  const ending = commonEnding(old, target.ending);
  return lines.join(ending) + lastTerminator(old, ending);
}

/**
 * Joins lines at the target's indentation, with the target's leading and trailing blank lines, line
 * endings and final terminator.
 */
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

/**
 * The terminator of the last line: lines that ended in one still do, and a file without a final
 * newline stays without.
 */
function lastTerminator(lines: readonly string[], ending: LineEnding): string {
  const last = lines.at(-1);
  return last !== undefined && lineTerminator(last) !== '' ? ending : '';
}
