/** What can be seen in a piece of code, in whatever language it is written. */
import type { CodeFacts } from './codeFacts.ts';
import { scriptLanguages } from './script.ts';
import { scriptFacts } from './scriptFacts.ts';
import { textFacts } from './textFacts.ts';

export function factsOf(code: string, language: string): CodeFacts {
  return isScript(language, code) ? scriptFacts(code, language) : textFacts(code, language);
}

/** Code without a language is taken for a script where it looks like one. */
export function isScript(language: string, code: string): boolean {
  if (language !== '') return scriptLanguages.includes(language);
  return /^\s*(import .* from|export |const |let |var |function |async function)/m.test(code);
}
