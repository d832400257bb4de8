/** Replies that were cut, how models go on from them, and what the whole is. */

/** What it is about, the reply up to the cut, how the next one goes on, and the whole. */
type Case = readonly [what: string, first: string, second: string, whole: string];

const table = '| Name | Size |\n| ---- | ---- |\n| one  | 1';
const paragraph =
  'The cache is read before the disk. A miss is written back once the file has been read, so that the next';

export const repeats: readonly Case[] = [
  [
    'the last line again',
    'Two causes:\n\n- The lock is never released.\n- The timer fires tw',
    '- The timer fires twice.\n- Done.',
    'Two causes:\n\n- The lock is never released.\n- The timer fires twice.\n- Done.',
  ],
  [
    'the last half line again',
    'It works because the function returns the sum of al',
    'the sum of all items.',
    'It works because the function returns the sum of all items.',
  ],
  [
    'the last word again',
    '```ts\nexport functio',
    'function load() {}\n```',
    '```ts\nexport function load() {}\n```',
  ],
  // Recovery after the token limit, where a provider sends the end once more: QwenLM/qwen-code#3966.
  [
    'the whole paragraph again',
    paragraph,
    `${paragraph} read is fast.`,
    `${paragraph} read is fast.`,
  ],
  // Output that stops at some point and begins once more: microsoft/vscode#286647.
  [
    'everything from its first line on',
    '# Title\n\nHere it is:\n\n```ts\nconst a = 1;\nconst bb',
    '# Title\n\nHere it is:\n\n```ts\nconst a = 1;\nconst bb = 2;\n```\n',
    '# Title\n\nHere it is:\n\n```ts\nconst a = 1;\nconst bb = 2;\n```\n',
  ],
  // Sentences that break off and come twice, from Gemini: u14app/neo-chat#27, ItzCrazyKns/Vane#938.
  [
    'a sentence in Chinese again',
    '首先打开设置。\n\n然后这个函数的主要作用是',
    '然后这个函数的主要作用是计算总数。',
    '首先打开设置。\n\n然后这个函数的主要作用是计算总数。',
  ],
  [
    'two characters at the start of a line',
    '好的。\n其次',
    '其次，检查权限。',
    '好的。\n其次，检查权限。',
  ],
  // A model that renders a table once more after it was cut: QwenLM/qwen-code#3966.
  [
    'a row of a table again',
    table,
    '| one  | 1    |\n| two  | 2    |\n',
    '| Name | Size |\n| ---- | ---- |\n| one  | 1    |\n| two  | 2    |\n',
  ],
  [
    'a whole table again',
    table,
    `${table}    |\n| two  | 2    |`,
    `${table}    |\n| two  | 2    |`,
  ],
  [
    'a whole line after its line break, and then no second break',
    'Install it:\n\n1. Run the installer.\n',
    '1. Run the installer.\n2. Restart.',
    'Install it:\n\n1. Run the installer.\n2. Restart.',
  ],
  [
    'a line without its indentation',
    '```py\ndef f():\n    value = comp',
    'value = compute(1)\n```',
    '```py\ndef f():\n    value = compute(1)\n```',
  ],
];

export const fences: readonly Case[] = [
  ['```ts opened again', '```ts\nconst a', '```ts\nconst a = 1;\n```', '```ts\nconst a = 1;\n```'],
  [
    'a fence opened again in mid-line',
    '```ts\nconst a',
    '```ts\n = 1;\n```',
    '```ts\nconst a = 1;\n```',
  ],
  [
    'a fence opened again after a statement',
    '```ts\none();',
    '```typescript\ntwo();\n```',
    '```ts\none();\ntwo();\n```',
  ],
  // "Continue", and the answer is a new block with the rest: LAION-AI/Open-Assistant#2556.
  [
    'a remark and a fence',
    '```py\nfor x in it',
    'Continuing from where I left off:\n\n```py\nfor x in items:\n    pass\n```',
    '```py\nfor x in items:\n    pass\n```',
  ],
  [
    'a fence cut after two backticks',
    'So:\n\n``',
    '```ts\nlet a;\n```',
    'So:\n\n```ts\nlet a;\n```',
  ],
  [
    'a fence cut in its language',
    'So:\n\n```ty',
    '```typescript\nlet a;\n```',
    'So:\n\n```typescript\nlet a;\n```',
  ],
  ['the rest of the language', '```ty', 'pescript\nlet a;', '```typescript\nlet a;'],
  ['another name of the language', '```ts', '```typescript\nlet a;', '```ts\nlet a;'],
  [
    'the fence that ends the block',
    '```ts\na();\n',
    '```\n\nIt calls `a`.',
    '```ts\na();\n```\n\nIt calls `a`.',
  ],
  [
    'the fence that ends the block, on its own line',
    '```ts\na();',
    '\n```\n\nSo.',
    '```ts\na();\n```\n\nSo.',
  ],
  ['the fence that ends the block, glued', '```ts\na();', '```\n\nSo.', '```ts\na();\n```\n\nSo.'],
  ['a bare fence opened again', '```\nabc de', '```\nabc def\n```', '```\nabc def\n```'],
  // Blocks inside a Markdown block: microsoft/vscode-copilot-release#470, danny-avila/LibreChat#14008.
  [
    'a block inside a Markdown block',
    '````md\n# A\n\n',
    '```sh\nls\n```\n````',
    '````md\n# A\n\n```sh\nls\n```\n````',
  ],
  [
    'a block inside of three backticks too',
    '```markdown\n# A\n',
    '```sh\nls\n```',
    '```markdown\n# A\n```sh\nls\n```',
  ],
  [
    'inline code with three backticks',
    '```ts\n// see ',
    '```a``` here',
    '```ts\n// see ```a``` here',
  ],
];

export const remarks: readonly Case[] = [
  [
    'a remark in prose',
    'The lock is nev',
    'Continuing from where I left off:\n\ner released.',
    'The lock is never released.',
  ],
  [
    'a polite remark',
    'The lock is nev',
    "Sure, here's the continuation:\n\ner released.",
    'The lock is never released.',
  ],
  // An apology and the rest after "continue": LAION-AI/Open-Assistant#2556.
  [
    'an apology',
    '```js\nlet a',
    'Apologies, my answer was cut off.\n\n```js\nlet a = 1;\n```',
    '```js\nlet a = 1;\n```',
  ],
  ['a remark in Chinese', '函数的作', '继续：\n用是求和。', '函数的作用是求和。'],
  [
    'a remark between paragraphs',
    'First part done.',
    'Continuing from where I left off:\n\nSecond part.',
    'First part done.\n\nSecond part.',
  ],
];

/** Silent loss is worse than a repeat: the review of QwenLM/qwen-code#3966 names such cases. */
export const kept: readonly Case[] = [
  ['the blank it begins with', 'Hello', ' world', 'Hello world'],
  ['its line breaks', 'One.', '\n\nTwo.', 'One.\n\nTwo.'],
  ['the rest of a word', 'inter', 'national', 'international'],
  ['closing brackets', '```js\n    }\n', '    }\n}\n```', '```js\n    }\n    }\n}\n```'],
  ['closing tags', '```html\n</div>\n', '</div>\n</div>\n', '```html\n</div>\n</div>\n</div>\n'],
  ['`end` after `end`', '```rb\n  end\n', 'end\n```', '```rb\n  end\nend\n```'],
  [
    'rows that are the same',
    '0, 0, 0,\n0, 0, 0,\n',
    '0, 0, 0,\n',
    '0, 0, 0,\n0, 0, 0,\n0, 0, 0,\n',
  ],
  // Blocks that differ in one name only: adolfousier/opencrabs#788.
  [
    'a line that stands there twice already',
    'git fetch origin\ngit fetch origin\n',
    'git fetch origin\n',
    'git fetch origin\ngit fetch origin\ngit fetch origin\n',
  ],
  [
    'a phrase that was said earlier',
    'In summary, it is fast. It is also',
    ' small. In summary, good.',
    'In summary, it is fast. It is also small. In summary, good.',
  ],
  [
    'a key that is called like a remark',
    '```yaml\na: 1\n',
    'continuation:\n  b: 2\n',
    '```yaml\na: 1\ncontinuation:\n  b: 2\n',
  ],
  ['`continue` in code', '```js\nif (a)\n', 'continue;\n```', '```js\nif (a)\ncontinue;\n```'],
  [
    'an introduction after a whole paragraph',
    'Done.\n\n',
    'Here are the remaining functions:\n\n- a\n',
    'Done.\n\nHere are the remaining functions:\n\n- a\n',
  ],
  [
    'a sentence that begins like a remark',
    'Why?\n\n',
    'Continuing the loop is safe.\nIt ends.',
    'Why?\n\nContinuing the loop is safe.\nIt ends.',
  ],
  ['a remark that is all there is', 'Half', 'Continuing:', 'HalfContinuing:'],
  ['a reduplicated word', '我们来研究', '研究它的结构。', '我们来研究研究它的结构。'],
];
