import assert from 'node:assert/strict';
import { extractMessage } from '../../../src/core/commitMessage/commitPrompt.ts';

const tick = '```';
const message = 'fix(io): close the file\n\n- on every path\n- also after an error';
const subject = 'fix(io): close the file';

describe('the commit message in a response', () => {
  for (const [source, response, expected = message] of [
    ['TabbyML/tabby#3002', `Here is the commit message:\n\n${tick}\n${message}\n${tick}\n`],
    [
      'HMYDK/AIGitCommit#35',
      `${tick}gitcommit\n${message}\n${tick}\n\nThis message follows the rules.`,
    ],
    ['devchat-ai/devchat-vscode#9', `${tick}commitmsg\n${message}\n${tick}`],
    ['douo/magit-gptcommit#19, backticks', `\`${subject}\``, subject],
    ['douo/magit-gptcommit#19, asterisks', `**${subject}**`, subject],
    ['Zoo-Code-Org/Zoo-Code#1230', `${tick}Markdown\n${message}\n${tick}`],
    [
      'maxbolgarin/gitbasher#76',
      `Looking at the staged files and diff, I can identify these changes:\n\n1. A file is closed.\n\n${message}`,
    ],
    ['VizzleTF/CommitSage#95', `<think>\nIt closes a file.\n</think>\n\n${message}`],
    ['Nutlope/aicommits#283', `${message}<commit message>`],
    ['mefengl/vscode-i-dont-care-about-commit-message#59', `"${subject}"`, subject],
    [
      'h3yng/sweet-commit#3, several in blocks',
      `Option 1:\n${tick}\n${message}\n${tick}\nOption 2:\n${tick}\nfix: b\n${tick}`,
    ],
    [
      'di-sukharev/opencommit#424, several in a list',
      `Here are three commit messages:\n\n1. ${subject}\n2. fix: b\n3. fix: c`,
      subject,
    ],
    ['a label', `**Commit message:** ${message}`],
    ['a label on a line of its own', `Commit message:\n\n${message}`],
    [
      'a subject and a body',
      'Subject: Close the file\n\nBody:\nIt was left open.',
      'Close the file\n\nIt was left open.',
    ],
    ['an introduction alone', `Sure! Here's a commit message for your changes:\n\n${message}`],
    ['a remark at the end', `${message}\n\nLet me know if you want it shorter.`],
    ['a heading', `# ${message}`],
    [
      'a command',
      `${tick}sh\ngit commit -m "${subject}" -m "It was left open."\n${tick}`,
      `${subject}\n\nIt was left open.`,
    ],
    [
      'line endings of Windows',
      `Here it is:\r\n\r\n${tick}\r\n${message.replaceAll('\n', '\r\n')}\r\n${tick}`,
    ],
    [
      'a block that still streams',
      `Here is the message:\n${tick}\nfix(io): close`,
      'fix(io): close',
    ],
  ] as const) {
    it(`is found: ${source}`, () => {
      assert.equal(extractMessage(response), expected);
    });
  }

  for (const text of [
    message,
    'Say "yes" and "no"',
    '"Yes" is now the default, not "no"',
    'Use `a` instead of `b`',
    '`a` and `b`',
    `Show how to run it\n\n${tick}sh\nnpm start\n${tick}\n\nIt was not documented.`,
    'Add messages:\n\nFor the user: two.',
    'Explain the message: it was unclear',
    'docs: update the title: a colon\n\nBody: of the page',
    'Keep 1. and 2. apart\n\n1. one\n2. two',
    'Let the user know\n\nThe message is shown.',
    'Based on main: rebase\n\nWhy: it is new.',
    'Fix #12\n\nCloses: #12\nSigned-off-by: A <a@b.c>',
    '* one\n* two',
  ]) {
    it(`is never cut: ${text.split('\n', 1)[0] ?? ''}`, () => {
      assert.equal(extractMessage(text), text);
    });
  }

  it('never throws and never grows, wherever the response is cut', () => {
    const response = `Here is the commit message:\n\n${tick}text\n"${message}"\n${tick}\nDone.`;
    for (let cut = 0; cut <= response.length; cut += 1) {
      assert.ok(extractMessage(response.slice(0, cut)).length <= cut);
    }
  });
});
