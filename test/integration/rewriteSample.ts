/** What the tests of rewriting rewrite. */
import type { Turn } from './rewriteHarness.ts';

/** A file of two functions. */
export const source = [
  'import { a } from "./a";',
  '',
  'export function first() {',
  '  var x = a();',
  '  return x;',
  '}',
  '',
  'export function second() {',
  '  return 2;',
  '}',
  '',
].join('\n');

/** Lines 3 to 6: the first function. */
export const firstFunction = { start: { line: 2, character: 0 }, end: { line: 5, character: 1 } };
/** What a model might make of it. */
export const rewritten = 'export function first(): number {\n  const x = a();\n  return x;\n}';
/** The file with that. */
export const after = source.replace(/export function first[^]*?\n}/, rewritten);

/** The text of what the model was asked. */
export function askedOf(turn: Turn): string {
  const content = turn.request.messages.at(-1)?.content;
  return typeof content === 'string' ? content : '';
}
