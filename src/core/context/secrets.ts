/** Finds what looks like a secret in a text, so that the user is asked before it is sent. Knows nothing for certain, and sends nothing anywhere. */

export interface SecretFinding {
  /** In the user's words: `an AWS access key`. */
  readonly what: string;
  /** 0-based. */
  readonly line: number;
}

/** What was found, in the order of the text: one finding for each line at most. */
export function looksSecret(text: string): readonly SecretFinding[] {
  const findings = new Map<number, SecretFinding>();
  const lines = lineStarts(text);
  const add = (what: string, index: number): void => {
    const line = lineOf(lines, index);
    if (!findings.has(line)) findings.set(line, { what, line });
  };
  for (const { what, pattern, accept } of known) {
    for (const match of text.matchAll(pattern)) {
      if (accept === undefined || accept(match[1] ?? match[0])) add(what, match.index);
    }
  }
  for (const match of text.matchAll(assignment)) {
    if (!isRandom(match[1] ?? match[2] ?? '')) continue;
    add(`a value that looks secret (${nameAround(text, match.index)})`, match.index);
  }
  return [...findings.values()].sort((a, b) => a.line - b.line);
}

/**
 * What was found, in words: `an AWS access key on line 2, and 1 more`. Undefined where nothing was.
 *
 * @param firstLine 0-based number of the text's first line in its file.
 */
export function secretWords(text: string, firstLine = 0): string | undefined {
  const findings = looksSecret(text);
  const [first] = findings;
  if (first === undefined) return undefined;
  const more = findings.length === 1 ? '' : `, and ${findings.length - 1} more`;
  return `${first.what} on line ${firstLine + first.line + 1}${more}`;
}

interface Known {
  readonly what: string;
  readonly pattern: RegExp;
  readonly accept?: (value: string) => boolean;
}

/** Forms that their issuers document, precise enough to be believed by themselves. */
const known: readonly Known[] = [
  {
    what: 'a private key',
    pattern: /-----BEGIN (?:[A-Z0-9]{1,20} ){0,4}PRIVATE KEY(?: BLOCK)?-----/g,
  },
  {
    what: 'an AWS access key',
    pattern: /(?<![A-Za-z0-9])((?:AKIA|ASIA)[A-Z2-7]{16})(?![A-Za-z0-9])/g,
  },
  {
    what: 'an AWS secret key',
    pattern:
      /aws[\w-]{0,20}?(?:secret|key)[\w-]{0,20}["']?\s*[:=]\s*["']?([A-Za-z0-9/+]{40})(?![A-Za-z0-9/+=])/gi,
    accept: (value) => isRandom(value),
  },
  {
    what: 'a GitHub token',
    pattern: /(?<!\w)(?:gh[pousr]_[A-Za-z0-9]{36,}|github_pat_\w{50,})/g,
  },
  { what: 'a GitLab token', pattern: /(?<!\w)glpat-[\w-]{20,}/g },
  { what: 'a Slack token', pattern: /(?<!\w)xox[abeoprs]-[A-Za-z0-9-]{20,}/g },
  { what: 'a Slack webhook', pattern: /hooks\.slack\.com\/services\/T\w{6,}\/B\w{6,}\/\w{20,}/g },
  { what: 'a Google API key', pattern: /(?<![\w-])AIza[\w-]{35}(?![\w-])/g },
  { what: 'a Google client secret', pattern: /(?<![\w-])GOCSPX-[\w-]{24,}/g },
  { what: 'a Stripe key', pattern: /(?<!\w)(?:sk|rk)_(?:live|test)_[A-Za-z0-9]{16,}/g },
  { what: 'an npm token', pattern: /(?<!\w)npm_[A-Za-z0-9]{36}(?!\w)/g },
  { what: 'a PyPI token', pattern: /(?<!\w)pypi-AgE[\w-]{50,}/g },
  {
    what: 'an OpenAI or Anthropic key',
    pattern: /(?<![\w-])sk-(?:proj-|svcacct-|ant-)?[\w-]{32,}/g,
    accept: (value) => /\d/.test(value) && /[A-Z]/.test(value),
  },
  { what: 'a Hugging Face token', pattern: /(?<!\w)hf_[A-Za-z]{34}(?!\w)/g },
  { what: 'a SendGrid key', pattern: /(?<!\w)SG\.[\w-]{22}\.[\w-]{43}/g },
  {
    what: 'a JSON Web Token',
    pattern: /(?<![\w-])eyJ[\w-]{10,}\.eyJ[\w-]{10,}\.[\w-]{20,}/g,
  },
  {
    what: 'a password in an address',
    pattern: /:\/\/[^\s/:@"'`<>]{1,100}:([^\s/:@"'`<>]{3,100})@[^\s"'`]/g,
    accept: (value) => !isPlaceholder(value),
  },
];

/**
 * `NAME=value`, `name: "value"` and the like, where the name speaks of secrets. Begins at the word that does: a pattern that began
 * with any name would take quadratic time on a long run of letters.
 */
const assignment =
  /(?:secret|token|passw(?:or)?d|pwd|api[_-]?key|private[_-]?key|access[_-]?key|auth[_-]?key|credential)[\w.-]{0,40}["']?\s{0,8}(?::=|=>?|:)\s{0,8}(?:["'`]([^"'`\s]{8,200})["'`]|([^\s"'`,;(){}[\]<>]{12,200})(?=\s|$))/gi;

/** The whole name that a match stands in. */
function nameAround(text: string, index: number): string {
  const before = /[\w.-]{0,40}$/.exec(text.slice(Math.max(0, index - 40), index))?.[0] ?? '';
  const after = /^[\w.-]{0,60}/.exec(text.slice(index, index + 60))?.[0] ?? '';
  return before + after;
}

/**
 * Whether a value is more likely to be drawn than written: characters of several kinds, little repetition.
 * The bound of 3 bits a character separates `c2VjcmV0...` from `process.env.TOKEN` and `your-api-key-here`.
 */
function isRandom(value: string): boolean {
  if (isPlaceholder(value)) return false;
  // A path, a call, a member of something: code, not a value. A dot is rare in drawn values but for a few known forms.
  if (/^[\w$]+(?:\.[A-Za-z_$][\w$]*)+$/.test(value) || /[(){}<>]|\$\{/.test(value)) return false;
  const kinds = [/[a-z]/, /[A-Z]/, /\d/, /[^A-Za-z0-9]/].filter((kind) => kind.test(value)).length;
  if (kinds < 2 || !/\d/.test(value)) return false;
  // Words joined by hyphens or underscores with a number at the end: a name.
  if (/^[a-z]+(?:[-_.][a-z0-9]{1,12})*$/i.test(value) && /^[^\d]*\d{0,4}$/.test(value))
    return false;
  return entropy(value) >= 3;
}

function isPlaceholder(value: string): boolean {
  return (
    /^(?:<.*>|\$.*|%.*%|\*+|x+|\.+|null|undefined|none|true|false)$/i.test(value) ||
    /your|example|changeme|placeholder|replace|dummy|redacted|sample|xxxx|\.\.\.|\*\*\*|^(?:password|secret|token|test|foobar)\d*$/i.test(
      value,
    )
  );
}

/** Shannon's, in bits a character. */
function entropy(value: string): number {
  const counts = new Map<string, number>();
  for (const character of value) counts.set(character, (counts.get(character) ?? 0) + 1);
  let bits = 0;
  for (const count of counts.values())
    bits -= (count / value.length) * Math.log2(count / value.length);
  return bits;
}

function lineStarts(text: string): readonly number[] {
  const starts = [0];
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}

function lineOf(starts: readonly number[], index: number): number {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] ?? 0) <= index) low = middle;
    else high = middle - 1;
  }
  return low;
}
