/**
 * The built-in prompts: their text, where the response goes, and the `/` command that runs them in
 * the chat.
 */
import { explainPrompt } from '../request/systemPrompt.ts';

/** Where the response goes: into the chat, or into the document for review. */
export type Target = 'chat' | 'rewrite';

export interface Prompt {
  /** Shown in the prompt picker. */
  readonly name: string;
  /** The command after the `/`: lower-case letters, digits and hyphens. */
  readonly word: string;
  /** May contain variables, see variables.ts. */
  readonly text: string;
  readonly target: Target;
}

/** Also available in a menu, through the command with this id (without `laplas.`). */
interface Preset extends Prompt {
  readonly id: string;
}

export const presets = [
  {
    id: 'explainSelection',
    name: 'Explain',
    word: 'explain',
    text: explainPrompt,
    target: 'chat',
  },
  {
    id: 'fixProblem',
    name: 'Fix',
    word: 'fix',
    text: 'Fix the problems in this code, and change nothing else.',
    target: 'rewrite',
  },
  {
    id: 'document',
    name: 'Document',
    word: 'doc',
    text: 'Add documentation comments in the form that is usual for ${language}. Say what a caller must know, not what the code says by itself. Leave the code as it is.',
    target: 'rewrite',
  },
  {
    id: 'writeTests',
    name: 'Write Tests',
    word: 'tests',
    text: 'Write unit tests for this code, with the test framework that the project uses. Cover the usual cases, the edges and the errors, and name each test after the behaviour it shows.',
    target: 'chat',
  },
  {
    id: 'simplify',
    name: 'Simplify',
    word: 'simplify',
    text: 'Make this code simpler and easier to read. It must do exactly what it does now, and its callers must not notice.',
    target: 'rewrite',
  },
  {
    id: 'findBugs',
    name: 'Find Bugs',
    word: 'bugs',
    text: 'Look for bugs in this code: wrong results, unhandled errors and edge cases, races, leaks, holes in security. For each, say where it is, when it shows, and how to fix it. Say so if you find none.',
    target: 'chat',
  },
  {
    id: 'translateComments',
    name: 'Translate Comments',
    word: 'translate',
    text: 'Translate the comments into ${answerLanguage}. Leave the code and its strings as they are.',
    target: 'rewrite',
  },
] as const satisfies readonly Preset[];

export type PresetId = (typeof presets)[number]['id'];
export type PresetWord = (typeof presets)[number]['word'];
