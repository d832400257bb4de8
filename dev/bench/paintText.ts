/**
 * The response that the benchmarks paint: prose, lists, tables, nested lists, quotes and long code,
 * always the same.
 */

const sentences = [
  'The store keeps **one reducer** for both sides, so that a replay gives the same state.',
  'A call to `flush()` returns once the write is on disk; see [the notes](https://example.com/notes) for why.',
  'Nothing else may *change* it, and what is derived is computed when it is asked for.',
  'In most cases the first argument is enough, and the second, `options`, can be left out.',
  'This costs a lookup for each key, which is cheap next to the network.',
  'When the input is empty the result is `undefined`, not an error: callers test for it.',
];

const code: Readonly<Record<string, string>> = {
  typescript: `export function createStore<State>(initial: State, reduce: Reduce<State>): Store<State> {
  let state = initial;
  const listeners = new Set<(state: State) => void>();
  return {
    get: () => state,
    dispatch(action) {
      const next = reduce(state, action);
      if (next === state) return; // nothing changed
      state = next;
      for (const listener of listeners) listener(state);
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
`,
  python: `def read_prices(path: str) -> dict[str, float]:
    """Prices by article, from a file of lines like \`id;price\`."""
    prices = {}
    with open(path, encoding="utf-8") as file:
        for number, line in enumerate(file, start=1):
            name, _, price = line.rstrip("\\n").partition(";")
            try:
                prices[name] = float(price)
            except ValueError as error:
                raise ValueError(f"{path}:{number}: {price!r} is no price") from error
    return prices
`,
  go: `func Sum(values []int) (total int, err error) {
	for i, value := range values {
		if value < 0 {
			return 0, fmt.Errorf("value %d at %d is negative", value, i)
		}
		total += value // no overflow below 2^63
	}
	return total, nil
}
`,
};

/** The API's own token counts are about four characters per token for English and code. */
export const charactersPerToken = 4;

export function answer(tokens: number): string {
  const length = tokens * charactersPerToken;
  let text = '';
  for (let part = 0; text.length < length; part++) text += section(part);
  return text.slice(0, length);
}

function section(part: number): string {
  const sentence = (i: number) => sentences[(part + i) % sentences.length] ?? '';
  const names = Object.keys(code);
  const language = names[part % names.length] ?? '';
  const lines = (code[language] ?? '').repeat(1 + (part % 3));
  return `## Part ${part + 1}: what happens

${[0, 1, 2, 3].map(sentence).join(' ')}

- ${sentence(1)}
- ${sentence(4)}
  - ${sentence(2)}
  - ${sentence(5)}
- ${sentence(0)}

\`\`\`${language}
${lines}\`\`\`

1. ${sentence(3)}
2. ${sentence(2)}

| Field | Type | Notes |
| --- | --- | ---: |
| \`id\` | string | ${part} |
| \`name\` | string | ${sentence(5)} |
| \`price\` | number | ${part * 3} |

> ${sentence(4)}

${[2, 5, 1].map(sentence).join(' ')}

`;
}
