/** Maps CodeMirror's token names to the classes that a theme colours. */

/**
 * Token classes. Each is coloured by the CSS variable `--laplas-token-<class>`, which host/theme
 * reads from the editor's theme.
 */
export const tokenClasses = [
  'attribute',
  'builtin',
  'comment',
  'constant',
  'definition',
  'deleted',
  'escape',
  'function',
  'heading',
  'inserted',
  'invalid',
  'keyword',
  'label',
  'link',
  'meta',
  'number',
  'operator',
  'property',
  'punctuation',
  'quote',
  'regexp',
  'special',
  'storage',
  'string',
  'tag',
  'type',
  'variable',
] as const;

export type TokenClass = (typeof tokenClasses)[number];

/**
 * By the first word of a mode's token name, or by the whole name if a modifier changes the class.
 */
const byName: Readonly<Record<string, TokenClass | null>> = {
  annotation: 'meta',
  atom: 'constant',
  attribute: 'attribute',
  attributeName: 'attribute',
  attributeValue: 'string',
  bool: 'constant',
  bracket: null,
  builtin: 'builtin',
  character: 'string',
  char: 'string',
  className: 'type',
  color: 'constant',
  comment: 'comment',
  content: null,
  contentSeparator: 'meta',
  def: 'definition',
  definition: 'definition',
  deleted: 'deleted',
  emphasis: 'special',
  error: 'invalid',
  escape: 'escape',
  header: 'heading',
  heading: 'heading',
  hr: 'meta',
  inserted: 'inserted',
  invalid: 'invalid',
  keyword: 'keyword',
  labelName: 'label',
  link: 'link',
  literal: 'string',
  macroName: 'function',
  meta: 'meta',
  modifier: 'keyword',
  monospace: 'string',
  name: 'tag',
  namespace: 'type',
  negative: 'deleted',
  null: 'constant',
  number: 'number',
  operator: 'operator',
  operatorKeyword: 'keyword',
  positive: 'inserted',
  processingInstruction: 'meta',
  property: 'property',
  propertyName: 'property',
  punctuation: 'punctuation',
  qualifier: 'type',
  quote: 'quote',
  regexp: 'regexp',
  self: 'special',
  special: 'special',
  standard: 'builtin',
  string: 'string',
  'string.special': 'regexp',
  strong: 'keyword',
  tag: 'tag',
  tagName: 'tag',
  type: 'type',
  typeName: 'type',
  'typeName.standard': 'type',
  unit: 'number',
  url: 'link',
  variable: 'variable',
  variableName: 'variable',
  'variableName.constant': 'constant',
  'variableName.definition': 'definition',
  'variableName.function': 'function',
  'variableName.special': 'special',
  'variableName.standard': 'builtin',
};

const known = new Map<string, TokenClass | null>();

/** The class of a token; null for the default text colour. */
export function tokenClass(style: string): TokenClass | null {
  let found = known.get(style);
  if (found === undefined) {
    found = lookUp(style);
    known.set(style, found);
  }
  return found;
}

function lookUp(style: string): TokenClass | null {
  const words = style.split(' ').filter((word) => word !== '');
  for (const word of words) {
    const found = byName[word] ?? byName[word.split('.')[0] ?? ''];
    if (found !== undefined && found !== null) return found;
  }
  return null;
}
