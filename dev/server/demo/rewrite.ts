/** Applies an instruction to code: a small set of rewrites by rule. */
import type { CodeBlock } from './blocks.ts';
import { isScript } from './facts.ts';
import { remark, removeComments } from './rewrites/comments.ts';
import { modernDeclarations } from './rewrites/declarations.ts';
import { addDocComments, addStepComments } from './rewrites/docComments.ts';
import { strictEquality } from './rewrites/equality.ts';
import { sortLines, uniqueLines } from './rewrites/lines.ts';
import { rename } from './rewrites/rename.ts';

/** The supported rewrites, in words for the user. */
export const rewriteNames: readonly string[] = [
  'add doc comments',
  'add comments',
  'remove comments',
  'rename A to B',
  'sort lines',
  'remove duplicate lines',
  'change var to const or let',
  'use strict equality',
];

type Rewrite = (code: string, language: string) => string;

/** Whether the demo supports a rewrite that the instruction asks for. */
export function knowsRewrite(instruction: string): boolean {
  return rewritesFor(instruction).length > 0;
}

/**
 * The code after all requested rewrites, in the order of `rewritesFor`, or undefined if the
 * instruction asks for none of them.
 */
export function rewritten(block: CodeBlock, instruction: string): string | undefined {
  const rewrites = rewritesFor(instruction);
  return rewrites.length === 0
    ? undefined
    : rewrites.reduce((code, rewrite) => rewrite(code, block.language), block.code);
}

/**
 * The fallback for instructions that the demo doesn't support: adds doc comments, so that there is
 * something to review, and a remark that explains it. Undefined if the language has no comments.
 */
export function rewrittenAnyway(block: CodeBlock, instruction: string): string | undefined {
  const asked = instruction.replace(/\s+/g, ' ').trim().slice(0, 80);
  const code = addDocComments(block.code, block.language);
  return remark(code, block.language, [
    `The demonstration server cannot do this: ${asked === '' ? '(no instruction)' : asked.replaceAll('*/', '')}`,
    `${code === block.code ? 'Nothing else was changed.' : 'It wrote comments instead.'} It can: ${rewriteNames.join(', ')}.`,
  ]);
}

function rewritesFor(instruction: string): readonly Rewrite[] {
  const asks = (pattern: RegExp): boolean => pattern.test(instruction);
  const rewrites: Rewrite[] = [];
  const remove = asks(/\b(remove|delete|strip|drop|without)\b[^.]*\bcomments?\b/i);
  if (remove) rewrites.push(removeComments);
  for (const [from, to] of renamesIn(instruction)) {
    rewrites.push((code, language) => rename(code, language, from, to));
  }
  if (asks(/\bvar\b/i) || asks(/\b(use|to)\b[^.]*\b(const|let)\b/i)) {
    rewrites.push((code, language) =>
      isScript(language, code) ? modernDeclarations(code, language) : code,
    );
  }
  if (asks(/===|strict(er)? (equal|compar)|triple equals/i)) {
    rewrites.push((code, language) =>
      isScript(language, code) ? strictEquality(code, language) : code,
    );
  }
  if (asks(/\bduplicates?\b|\bdedup|\bunique lines\b/i)) rewrites.push(uniqueLines);
  if (asks(/\b(sort|alphabeti[a-z]+)\b/i)) {
    const descending = asks(/\bdesc|\breverse|\bz (to|-) a\b/i);
    rewrites.push((code) => sortLines(code, descending));
  }
  if (!remove && asks(/\b(js|ts)?doc(s|string|strings)?\b|\bdocument\b|\bdocumentation\b/i)) {
    rewrites.push(addDocComments);
  } else if (!remove && asks(/\bcomments?\b/i)) {
    rewrites.push(addStepComments, addDocComments);
  }
  return rewrites;
}

/** Each `rename A to B`. The names may be in quotes or backticks. */
function renamesIn(instruction: string): readonly (readonly [string, string])[] {
  const name = '[`\'"“]?([\\p{L}_$][\\p{L}\\p{N}_$]*)(?:\\(\\))?[`\'"”]?';
  const pattern = new RegExp(
    `(?:\\brenam\\w*|\\band)\\s+(?:the\\s+)?(?:(?:variable|function|parameter|type|class|property)\\s+)?${name}\\s*(?:\\bto\\b|\\binto\\b|\\bas\\b|->|=>|→)\\s*${name}`,
    'giu',
  );
  if (!/\brenam/i.test(instruction)) return [];
  return [...instruction.matchAll(pattern)].flatMap(([, from, to]) =>
    from === undefined || to === undefined ? [] : [[from, to] as const],
  );
}
