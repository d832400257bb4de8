/**
 * Estimates whether a value is random, or was written by a person as a name, a sentence or code.
 */

/** Whether a value is more likely random than written, if its name denotes a secret. */
export function looksDrawn(value: string): boolean {
  if (isPlaceholder(value) || isReference(value) || !/\d/.test(value) || /\s/.test(value))
    return false;
  const kinds = [/[a-z]/, /[A-Z]/, /\d/, /[^A-Za-z0-9]/].filter((kind) => kind.test(value)).length;
  const isHex = /^(?:[0-9a-f]{16,}|[0-9A-F]{16,})$/.test(value);
  return kinds >= 2 && entropy(value) >= (isHex ? 2.6 : 3) && !isWords(value);
}

/**
 * The same for a vague name, such as `…Key`: the value must be long and contain letters and digits.
 */
export function looksStronglyDrawn(value: string): boolean {
  return value.length >= 16 && /[A-Za-z]/.test(value) && looksDrawn(value) && entropy(value) >= 3.2;
}

export function isPlaceholder(value: string): boolean {
  return (
    /^(?:<.*>|\$.*|%.*%|\{.*\}|\*+|x+|\.+|null|undefined|none|nil|true|false)$/i.test(value) ||
    /your|example|change[_-]?me|placeholder|replace|dummy|redacted|sample|insert|xxxx|\.\.\.|\*\*\*|123456789|abcdef|^(?:pass(?:word)?|secret|token|test|foo|bar|foobar|baz|abc|xyz|user)\d*$/i.test(
      value,
    )
  );
}

/**
 * Whether a value is code that refers to a value: a path, a member of an object, a template, a
 * call.
 */
function isReference(value: string): boolean {
  return (
    /^[\w$]+(?:\??\.[A-Za-z_$][\w$]*)+$/.test(value) ||
    /\$\{|\$\(|\{\{|<%|=>|\(\)|::|^[A-Za-z_$][\w$.]*[([].*[)\]]$|[\])]\.|^(?:https?|file|urn):|^\.{0,2}\/[\w.-]+\/|^@/.test(
      value,
    )
  );
}

/**
 * Whether most letters belong to pronounceable words: `token_sha256_to_refresh`,
 * `FlowPasswordRequiredV2`. In random text, the case changes and digits occur too soon for words,
 * or there are no vowels.
 */
function isWords(value: string): boolean {
  const letters = value.replace(/[^A-Za-z]/g, '').length;
  if (letters === 0) return true;
  // Names contain one or two numbers, random text contains digits everywhere.
  const numbers = value.match(/\d+/g)?.length ?? 0;
  if (numbers >= 4 && letters / numbers < 7) return false;
  let inWords = 0;
  for (const [run] of value.matchAll(/[A-Z]?[a-z]{2,30}|[A-Z]{3,30}/g))
    if (isSpoken(run)) inWords += run.length;
  return inWords / letters >= 0.65;
}

function isSpoken(run: string): boolean {
  const word = run.toLowerCase();
  if (word.length < 3) return false;
  const vowels = word.replace(/[^aeiouy]/g, '').length / word.length;
  if (vowels < 0.2 || vowels > 0.7) return false;
  return !/[^aeiouy]{4}|[jqvwxz]{2}|q(?!u)|(.)\1\1/.test(word);
}

/** Shannon entropy, in bits per character. */
export function entropy(value: string): number {
  const counts = new Map<string, number>();
  for (const character of value) counts.set(character, (counts.get(character) ?? 0) + 1);
  let bits = 0;
  for (const count of counts.values())
    bits -= (count / value.length) * Math.log2(count / value.length);
  return bits;
}
