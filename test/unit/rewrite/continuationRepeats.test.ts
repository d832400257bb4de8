import assert from 'node:assert/strict';
import { joinContinuation } from '../../../src/core/rewrite/continuation.ts';

const tick = '```';
const head = `Here:\n${tick}ts\nfunction f() {\n  const a = 1;\n`;
const end = `  const b = 2;\n}\n${tick}\nDone.`;

describe('a response that was cut and goes on', () => {
  for (const [title, first, second, expected] of [
    ['in the middle of a line', `${head}  const b`, ` = 2;\n}\n${tick}\nDone.`, head + end],
    ['with the line again', `${head}  const b`, end, head + end],
    ['with the line again, at the margin', `${head}  const b`, end.trimStart(), head + end],
    ['with the line again, after a line break', `${head}  const b`, `\n${end}`, head + end],
    [
      'with a whole line again',
      `${head}  const total = 0;\n`,
      `  const total = 0;\n${end}`,
      `${head}  const total = 0;\n${end}`,
    ],
    ['with two lines again', `${head}  const b`, `  const a = 1;\n${end}`, head + end],
    ['with its fence again', head, `${tick}ts\n${end}`, head + end],
    [
      'with its fence and the line again',
      `${head}  const b`,
      `${tick}typescript\n${end}`,
      head + end,
    ],
    ['with words and the fence again', head, `Continuing:\n\n${tick}ts\n${end}`, head + end],
    [
      'with the whole block again',
      `${head}  const c = 3;\n  const b`,
      `${tick}ts\nfunction f() {\n  const a = 1;\n  const c = 3;\n${end}`,
      `${head}  const c = 3;\n${end}`,
    ],
    [
      'cut within a fence that opens',
      'Here:\n``',
      `${tick}ts\na();\n${tick}`,
      `Here:\n${tick}ts\na();\n${tick}`,
    ],
    [
      'cut after the name of a fence',
      `Here:\n${tick}t`,
      `${tick}ts\na();\n${tick}`,
      `Here:\n${tick}ts\na();\n${tick}`,
    ],
    [
      'cut within a fence that closes',
      `${tick}ts\na();\n\``,
      `${tick}\nDone.`,
      `${tick}ts\na();\n${tick}\nDone.`,
    ],
    [
      'cut after a fence that closes',
      `${tick}ts\na();\n${tick}`,
      `${tick}\nDone.`,
      `${tick}ts\na();\n${tick}\nDone.`,
    ],
    [
      'with a closing fence alone',
      `${tick}ts\na();\n`,
      `${tick}\n\nDone.`,
      `${tick}ts\na();\n${tick}\n\nDone.`,
    ],
    [
      'with a sentence again',
      'It is so. The function re',
      'The function returns a.',
      'It is so. The function returns a.',
    ],
    [
      'with a paragraph again',
      'One.\n\nThe function re',
      'The function returns a.',
      'One.\n\nThe function returns a.',
    ],
    [
      'with an item of a list again',
      '- one\n- two is',
      '- two is longer\n- three',
      '- one\n- two is longer\n- three',
    ],
    // QwenLM/qwen-code#7896: what is repeated is anchored at the cut
    [
      'with its tail again',
      'Here is the first part of the whole text ',
      'the first part of the whole text and more',
      'Here is the first part of the whole text and more',
    ],
  ] as const) {
    it(`is whole: ${title}`, () => {
      assert.equal(joinContinuation(first, second), expected);
    });
  }

  for (const [title, first, second] of [
    // QwenLM/qwen-code#3966: short phrases come again in any text
    ['a phrase that is further above', 'In summary, it works. So in', ' summary, it works well.'],
    ['brackets that close more', `${tick}ts\nf({\n  a: [\n    1,\n  ],\n`, `  ],\n});\n${tick}`],
    ['a short line that comes twice', `${tick}\n0,\n`, `0,\n${tick}`],
    // NousResearch/hermes-agent#78577: nothing is put between, since a word may be cut
    ['the rest of a word', 'It is index.ht', 'ml, no other.'],
    ['letters that happen to be the same', 'banana', 'nas are yellow'],
    ['another block', `${tick}ts\na();\n${tick}\n`, `${tick}sh\nls\n${tick}`],
  ] as const) {
    it(`keeps ${title}`, () => {
      assert.equal(joinContinuation(first, second), first + second);
    });
  }
});
