/** Finds facts about a piece of code in any language. */
import type { CodeFacts } from './codeFacts.ts';
import { scriptLanguages } from './script.ts';
import { scriptFacts } from './scriptFacts.ts';
import { textFacts } from './textFacts.ts';

export function factsOf(code: string, language: string): CodeFacts {
  return isScript(language, code) ? scriptFacts(code, language) : textFacts(code, language);
}

/** Code without a language counts as a script if it looks like one. */
export function isScript(language: string, code: string): boolean {
  if (language !== '') return scriptLanguages.includes(language);
  return /^\s*(import .* from|export |const |let |var |function |async function)/m.test(code);
}
