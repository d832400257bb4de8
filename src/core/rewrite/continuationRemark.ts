/** What models say before they go on, though they are asked for no introduction. */

/** UTF-16 units: a longer line is no remark. */
const longest = 160;

/** How such a line begins, in small letters. */
const openers = [
  'continu',
  'resuming',
  'picking up',
  'here is',
  "here's",
  'here are',
  'sure',
  'certainly',
  'of course',
  'okay',
  'ok,',
  'sorry',
  'apologies',
  'my apologies',
  'i apologize',
  'let me continue',
  "i'll continue",
  'i will continue',
  '(continu',
  '继续',
  '接上文',
  '接着上文',
  '続き',
  'fortsetzung',
  'suite',
  'continuación',
  'продолжение',
];

/** Lines that say nothing else, wherever they are. */
const certain = [
  /\b(?:left off|(?:was|were|got) (?:cut off|truncated|interrupted)|cut[- ]off point|where (?:i|we|it) (?:stopped|ended))\b.*[:.…]$/,
];

/** Lines that are a remark in prose; in code they may be code. */
const inProse = [
  /^\(?continu(?:ed|ing|ation)\)?\s*(?:[:.]|…|\.{3})?$/,
  /^(?:继续|接上文|接着上文|続き|fortsetzung|suite|continuación|продолжение)\s*[:：]$/,
];

/** Lines that are a remark in the middle of something; after a whole paragraph they may introduce the next one. */
const inTheMiddle = [
  /\b(?:the|your|my) (?:continuation|rest|remaind(?:er|ing)|remaining)\b.*:$/,
  /\bcontinu(?:ing|e|ed) (?:the|my|from the) (?:previous |last )?(?:answer|response|message|reply|code|file)\b.*[:…]$/,
];

/** Where the text before it was cut. */
export type CutPlace = 'code' | 'middle' | 'lineEnd';

/**
 * The length of a line that only says that the model goes on, without the line break that ends it; 0 where there is none.
 * Undefined while the line may still become one.
 *
 * @param text begins with a character that is not a blank
 */
export function continuationRemark(
  text: string,
  cut: CutPlace,
  final: boolean,
): number | undefined {
  const end = text.indexOf('\n');
  const line = (end === -1 ? text : text.slice(0, end)).toLowerCase().replaceAll('’', "'").trim();
  if (line.length > longest || !openers.some((each) => begins(line, each))) return 0;
  if (end === -1) return final ? 0 : undefined;
  if (!openers.some((each) => line.startsWith(each))) return 0;
  const isKnown = (remarks: readonly RegExp[]): boolean => remarks.some((each) => each.test(line));
  if (isKnown(certain) || (cut !== 'lineEnd' && isKnown(inTheMiddle))) return end;
  if (!isKnown(inProse)) return 0;
  if (cut !== 'code') return end;
  // In code it is one only above the block that is opened again.
  const rest = text.slice(end).trimStart();
  if (!final && text.length < 2 * longest && /^(?:`{0,2}|~{0,2})$/.test(rest)) return undefined;
  return /^(?:`{3}|~{3})/.test(rest) ? end : 0;
}

function begins(line: string, opener: string): boolean {
  return line.startsWith(opener) || opener.startsWith(line);
}
