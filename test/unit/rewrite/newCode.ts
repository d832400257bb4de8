/** Code that a model could add, in the languages of the real files. */
import type { Choices } from '../random.ts';

const names = [
  'parseHeader',
  'formatTotal',
  'toOptions',
  'readEntries',
  'isVisible',
  'mergeRanges',
  'nextToken',
  'describeItem',
];

/** A function, a section, a rule: what the language has as its parts. */
export function newCode(language: string, random: Choices): readonly string[] | undefined {
  const name = `${random.of(names)}${random.below(90) + 10}`;
  const value = random.below(100);
  if (/javascript|typescript/.test(language)) {
    return random.of([
      [`function ${name}(value) {`, `  return value;`, '}'],
      [
        `export function ${name}(a, b) {`,
        `  if (a === b) {`,
        `    return ${value};`,
        '  }',
        '',
        `  return a + b;`,
        '}',
      ],
      [
        `const ${name} = (items) => {`,
        `  const result = [];`,
        '  for (const item of items) {',
        '    result.push(item);',
        '  }',
        '  return result;',
        '};',
      ],
      [
        `async function ${name}() {`,
        '  try {',
        `    return await load(${value});`,
        '  } catch (error) {',
        '    throw error;',
        '  }',
        '}',
      ],
    ]);
  }
  if (language === 'python')
    return [
      `def ${name}(value):`,
      `    if value is None:`,
      `        return None`,
      `    return value`,
    ];
  if (language === 'shellscript') return [`${name}() {`, `  echo "$1"`, '}'];
  if (language === 'css') return [`.${name} {`, '  display: block;', `  margin: ${value}px;`, '}'];
  if (language === 'markdown') return [`## About ${name}`, '', `There are ${value} of them.`];
  if (language === 'yaml') return [`${name}:`, `  size: ${value}`];
  return undefined;
}

/** The same inside a class; `indent` is that of its members. */
export function newMethod(
  language: string,
  random: Choices,
  indent: string,
): readonly string[] | undefined {
  if (!/javascript|typescript/.test(language) || indent === '') return undefined;
  const name = `${random.of(names)}${random.below(90) + 10}`;
  const body = random.of([
    ['return this;'],
    ['this.count = value;', 'return this;'],
    ['if (!value) {', '  return null;', '}', 'return value;'],
  ]);
  return [
    `${name}(value) {`,
    ...body.map((line) => (indent.startsWith('\t') ? '\t' : '  ') + line),
    '}',
  ].map((line) => indent + line);
}

export function newImport(language: string, random: Choices): readonly string[] | undefined {
  const name = `${random.of(names)}${random.below(90) + 10}`;
  if (/javascript|typescript/.test(language))
    return [
      random.of([
        `import { ${name} } from './${name}.js';`,
        `const ${name} = require('./${name}');`,
        `import ${name} from '${name}';`,
      ]),
    ];
  if (language === 'python') return [random.of([`import ${name}`, `from ${name} import value`])];
  return undefined;
}

/** Two lines that could stand beside another, at its indentation. */
export function newLines(beside: string, language: string, random: Choices): readonly string[] {
  const indent = /^[ \t]*/.exec(beside)?.[0] ?? '';
  const name = `${random.of(names)}${random.below(90) + 10}`;
  const lines =
    language === 'markdown'
      ? [`The ${name} is new.`, `It has ${random.below(90)} parts.`]
      : language === 'json'
        ? [`"${name}": ${random.below(90)},`, `"${name}Again": true,`]
        : language === 'css'
          ? [`--${name}: ${random.below(90)}px;`, `color: ${name};`]
          : language === 'yaml'
            ? [`${name}: ${random.below(90)}`, `${name}Again: true`]
            : language === 'python'
              ? [`${name} = ${random.below(90)}`, `print(${name})`]
              : language === 'shellscript'
                ? [`${name}=${random.below(90)}`, `echo "$${name}"`]
                : random.of([
                    [`const ${name} = ${random.below(90)};`, `console.log(${name});`],
                    [`// ${name} comes first`, `${name}();`],
                    [`${name}();`, 'return;'],
                    [`if (!${name}) return;`, `${name}.push(${random.below(9)});`],
                  ]);
  return lines.map((line) => indent + line);
}

/** The line with one word or number changed, or something added; undefined where it has no word. */
export function changedLine(line: string, random: Choices): string | undefined {
  const words = [...line.matchAll(/[A-Za-z_$][\w$]{2,}|\d+/g)];
  if (words.length === 0) return undefined;
  const word = random.of(words);
  const text = word[0];
  const next = random.of([`${text}2`, `new${text}`, random.of(names)]);
  return line.slice(0, word.index) + next + line.slice(word.index + text.length);
}
