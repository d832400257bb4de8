/** One example in each of several languages: counting the words of a text. */

export interface Snippet {
  /** The language name for a fence. */
  readonly language: string;
  /** The language's names in a question. */
  readonly names: RegExp;
  readonly code: string;
}

export const snippets: readonly Snippet[] = [
  {
    language: 'typescript',
    names: /\b(typescript|ts)\b/i,
    code: `export function countWords(text: string): Map<string, number> {
  const counts = new Map<string, number>();
  for (const word of text.toLowerCase().match(/\\p{L}+/gu) ?? []) {
    counts.set(word, (counts.get(word) ?? 0) + 1);
  }
  return counts;
}`,
  },
  {
    language: 'javascript',
    names: /\b(javascript|js|node)\b/i,
    code: `export function countWords(text) {
  const counts = {};
  for (const word of text.toLowerCase().match(/\\p{L}+/gu) ?? []) {
    counts[word] = (counts[word] ?? 0) + 1;
  }
  return counts;
}`,
  },
  {
    language: 'python',
    names: /\b(python|py)\b/i,
    code: `import re
from collections import Counter


def count_words(text: str) -> Counter[str]:
    """How often each word comes, upper and lower case alike."""
    return Counter(re.findall(r"\\w+", text.lower()))`,
  },
  {
    language: 'go',
    names: /\b(golang|go)\b/i,
    code: `package words

import "strings"

// Count says how often each word comes.
func Count(text string) map[string]int {
	counts := make(map[string]int)
	for _, word := range strings.Fields(strings.ToLower(text)) {
		counts[word]++
	}
	return counts
}`,
  },
  {
    language: 'rust',
    names: /\brust\b/i,
    code: `use std::collections::HashMap;

/// How often each word comes.
pub fn count_words(text: &str) -> HashMap<String, usize> {
    let mut counts = HashMap::new();
    for word in text.to_lowercase().split_whitespace() {
        *counts.entry(word.to_string()).or_insert(0) += 1;
    }
    counts
}`,
  },
  {
    language: 'sql',
    names: /\bsql\b/i,
    code: `SELECT lower(word) AS word, count(*) AS times
FROM words
GROUP BY lower(word)
ORDER BY times DESC, word
LIMIT 10;`,
  },
  {
    language: 'bash',
    names: /\b(bash|shell|sh|terminal)\b/i,
    code: `tr -cs '[:alpha:]' '\\n' < "\${1:?a file}" |
  tr '[:upper:]' '[:lower:]' |
  sort | uniq -c | sort -rn | head`,
  },
];

/** The examples in the languages that a question names, or the first example if it names none. */
export function snippetsFor(question: string): readonly Snippet[] {
  const named = snippets.filter(({ names }) => names.test(question));
  return named.length > 0 ? named : snippets.slice(0, 1);
}
