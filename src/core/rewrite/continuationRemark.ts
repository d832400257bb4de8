/** Recognizes remarks that models write before a continuation, although they are asked for none. */

/** Maximum length of a remark, in UTF-16 units. */
const longest = 160;

/** How a remark begins, in lower case. */
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

/** Lines that are always a remark. */
const certain = [
  /\b(?:left off|(?:was|were|got) (?:cut off|truncated|interrupted)|cut[- ]off point|where (?:i|we|it) (?:stopped|ended))\b.*[:.…]$/,
];

/** Lines that are a remark in prose; in code they may be code. */
const inProse = [
  /^\(?continu(?:ed|ing|ation)\)?\s*(?:[:.]|…|\.{3})?$/,
  /^(?:继续|接上文|接着上文|続き|fortsetzung|suite|continuación|продолжение)\s*[:：]$/,
];

/**
 * Lines that are a remark if the text was cut in code or within a line. After a complete line, they
 * may introduce the next paragraph.
 */
const inTheMiddle = [
  /\b(?:the|your|my) (?:continuation|rest|remaind(?:er|ing)|remaining)\b.*:$/,
  /\bcontinu(?:ing|e|ed) (?:the|my|from the) (?:previous |last )?(?:answer|response|message|reply|code|file)\b.*[:…]$/,
];

/** Where the previous text was cut. */
export type CutPlace = 'code' | 'middle' | 'lineEnd';

/**
 * The length of the remark at the start of `text`, without the line break that ends it; 0 if there
 * is none. Undefined while the line may still become a remark.
 *
 * @param text starts with a character that isn't white space
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
  // In code, a line is a remark only above a reopened block.
  const rest = text.slice(end).trimStart();
  if (!final && text.length < 2 * longest && /^(?:`{0,2}|~{0,2})$/.test(rest)) return undefined;
  return /^(?:`{3}|~{3})/.test(rest) ? end : 0;
}

function begins(line: string, opener: string): boolean {
  return line.startsWith(opener) || opener.startsWith(line);
}
