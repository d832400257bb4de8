/** `when` clauses of package.json, as far as a test needs them: which context keys they read, and whether they can be true. */

/** The values that a context key can have; `undefined` is one where the key may be unset. */
export type Values = readonly (string | boolean | undefined)[];

type Assignment = ReadonlyMap<string, string | boolean | undefined>;

export interface When {
  readonly keys: ReadonlySet<string>;
  isTrue(assignment: Assignment): boolean;
}

const token = /\s*(?:(&&|\|\||==|!=|!|\(|\))|([\w.:/-]+))/y;

/** @throws Error where it is none that this test understands. */
export function parseWhen(text: string): When {
  const tokens: string[] = [];
  token.lastIndex = 0;
  while (token.lastIndex < text.trimEnd().length) {
    const found = token.exec(text);
    if (found === null) throw new Error(`not understood: ${text}`);
    tokens.push(found[1] ?? found[2] ?? '');
  }
  const keys = new Set<string>();
  const next = (): string => {
    const found = tokens.shift();
    if (found === undefined) throw new Error(`ends too early: ${text}`);
    return found;
  };

  function primary(): When['isTrue'] {
    const first = next();
    if (first === '!') {
      const inner = primary();
      return (assignment) => !inner(assignment);
    }
    if (first === '(') {
      const inner = or();
      if (next() !== ')') throw new Error(`a bracket stays open: ${text}`);
      return inner;
    }
    if (first === 'true' || first === 'false') return () => first === 'true';
    if (!/^[\w.]/.test(first)) throw new Error(`no name: ${first} in ${text}`);
    keys.add(first);
    if (tokens[0] !== '==' && tokens[0] !== '!=') {
      return (assignment) => Boolean(assignment.get(first));
    }
    const equal = next() === '==';
    const value = next();
    return (assignment) => (String(assignment.get(first)) === value) === equal;
  }
  function joined(operator: string, operand: () => When['isTrue'], all: boolean): When['isTrue'] {
    const operands = [operand()];
    while (tokens[0] === operator) {
      tokens.shift();
      operands.push(operand());
    }
    return (assignment) =>
      all ? operands.every((each) => each(assignment)) : operands.some((each) => each(assignment));
  }
  function or(): When['isTrue'] {
    return joined('||', () => joined('&&', primary, true), false);
  }

  const isTrue = or();
  if (tokens.length > 0) throw new Error(`too much: ${tokens.join(' ')} in ${text}`);
  return { keys, isTrue };
}

/** Whether some of the values that the keys can have make it true. A key without values makes it a mistake. */
export function canBeTrue(when: When, valuesOf: (key: string) => Values | undefined): boolean {
  let assignments = [new Map<string, string | boolean | undefined>()];
  for (const key of when.keys) {
    const values = valuesOf(key);
    if (values === undefined) throw new Error(`nobody sets the context key ${key}`);
    assignments = assignments.flatMap((assignment) =>
      values.map((value) => new Map([...assignment, [key, value]])),
    );
  }
  return assignments.some((assignment) => when.isTrue(assignment));
}
