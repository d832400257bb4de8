/** Sample code for the rewrite tests. */
import type { Turn } from './rewriteHarness.ts';

/** A file with two functions. */
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
/** A possible response of the model. */
export const rewritten = 'export function first(): number {\n  const x = a();\n  return x;\n}';
/** The file after that rewrite. */
export const after = source.replace(/export function first[^]*?\n}/, rewritten);

/** The text of the request's last message. */
export function askedOf(turn: Turn): string {
  const content = turn.request.messages.at(-1)?.content;
  return typeof content === 'string' ? content : '';
}
