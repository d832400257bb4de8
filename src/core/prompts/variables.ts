/** Variables in a prompt's text, filled in when it runs, for example `${selection}`. */

export const variables = {
  selection: 'the selected code, or the symbol around the cursor',
  file: 'the path of the file',
  language: 'the language of the file',
  problems: 'the problems that the editor reports in the selected code',
  answerLanguage: 'the language of laplas.language, English where that is not set',
} as const;

export type Variable = keyof typeof variables;

const reference = /\$\{(\w+)\}/g;

/**
 * Returns the variables in a text, without duplicates. `unknown` lists names that aren't variables.
 */
export function variablesIn(text: string): {
  readonly used: readonly Variable[];
  readonly unknown: readonly string[];
} {
  const names = [...new Set([...text.matchAll(reference)].map(([, name = '']) => name))];
  return {
    used: names.filter(isVariable),
    unknown: names.filter((name) => !isVariable(name)),
  };
}

/** Replaces the variables once. Variables inside the inserted values are not replaced. */
export function fill(text: string, values: Readonly<Record<Variable, string>>): string {
  return text.replace(reference, (whole, name: string) =>
    isVariable(name) ? values[name] : whole,
  );
}

function isVariable(name: string): name is Variable {
  return Object.hasOwn(variables, name);
}
