/**
 * Parses the user's prompts in `laplas.prompts`, validating each entry: a settings file is written
 * by hand.
 */
import { isRecord } from '../base/guards.ts';
import { firstCharacters } from '../base/graphemes.ts';
import { presets, type Prompt, type Target } from './presets.ts';
import { chatCommands } from './slash.ts';
import { variables, variablesIn } from './variables.ts';

export interface OwnPrompts {
  readonly prompts: readonly Prompt[];
  /** The problems of invalid entries, which are skipped: one sentence each, naming the entry. */
  readonly problems: readonly string[];
}

/** Maximum characters of a name. A longer one would not fit in a list. */
const longestName = 60;

/** Invalid entries are skipped and reported. The others are used. */
export function parsePrompts(value: unknown): OwnPrompts {
  if (value === undefined || value === null) return { prompts: [], problems: [] };
  if (!Array.isArray(value)) {
    return { prompts: [], problems: ['The setting laplas.prompts must be a list.'] };
  }
  const prompts: Prompt[] = [];
  const problems: string[] = [];
  value.forEach((entry: unknown, index) => {
    const read = readPrompt(entry, [...presets, ...prompts]);
    if (typeof read === 'string') problems.push(`Entry ${index + 1} of laplas.prompts ${read}.`);
    else prompts.push(read);
  });
  return { prompts, problems };
}

/** Returns the prompt, or the problem as the end of a sentence. */
function readPrompt(entry: unknown, others: readonly Prompt[]): Prompt | string {
  if (!isRecord(entry)) return 'must have a name and a text';
  const { name, text, target = 'chat' } = entry;
  if (typeof name !== 'string' || name.trim() === '') return 'has no name';
  const called = `(“${firstCharacters(name.trim(), longestName)}”)`;
  if (name.trim().length > longestName)
    return `${called} has a name of more than ${longestName} characters`;
  if (typeof text !== 'string' || text.trim() === '') return `${called} has no text`;
  if (!isTarget(target)) return `${called} has a target that is neither "chat" nor "rewrite"`;
  const [unknown] = variablesIn(text).unknown;
  if (unknown !== undefined) {
    const known = Object.keys(variables).map((each) => `\${${each}}`);
    return `${called} uses the variable \${${unknown}}, which there is not: there are ${known.join(', ')}`;
  }
  const word = wordOf(name);
  if (word === '') return `${called} has a name without a letter or digit`;
  if (others.some((other) => other.word === word) || Object.hasOwn(chatCommands, word))
    return `${called} would be /${word} in the chat, which there is already`;
  return { name: name.trim(), word, text: text.trim(), target };
}

/** Converts `Review my code!` to `review-my-code`. */
function wordOf(name: string): string {
  return name
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-|-$/g, '');
}

function isTarget(value: unknown): value is Target {
  return value === 'chat' || value === 'rewrite';
}
