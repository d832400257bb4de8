import assert from 'node:assert/strict';
import { parsePrompts } from '../../../src/core/prompts/userPrompts.ts';
import { presets, type Prompt } from '../../../src/core/prompts/presets.ts';
import { offerSlash, parseSlash, withMore } from '../../../src/core/prompts/slash.ts';
import { systemText } from '../../../src/core/request/systemPrompt.ts';
import { fill, variablesIn } from '../../../src/core/prompts/variables.ts';

const values = {
  selection: 'let a = "${file}";',
  file: 'src/a.ts',
  language: 'typescript',
  problems: 'none',
  answerLanguage: 'English',
};
const review: Prompt = {
  name: 'Review',
  word: 'review',
  text: 'Review ${file}',
  target: 'chat',
};

describe('the variables of a prompt', () => {
  it('are filled in once: what is filled in stays as it is', () => {
    assert.equal(fill('In ${file}: ${selection}', values), 'In src/a.ts: let a = "${file}";');
    assert.equal(fill('$& ${other} ${', values), '$& ${other} ${');
  });

  it('are found, each once, apart from names that are none', () => {
    assert.deepEqual(variablesIn('${file} ${file} ${toString} ${problems}'), {
      used: ['file', 'problems'],
      unknown: ['toString'],
    });
  });
});

describe('the prompts that come with Laplas', () => {
  it('have a name, a text with known variables, and a `/` word that no other has', () => {
    for (const { name, text, word } of presets) {
      assert.ok(name.trim() !== '' && text.trim() !== '');
      assert.deepEqual(variablesIn(text).unknown, []);
      assert.match(word, /^[a-z]+$/);
    }
    assert.equal(new Set(presets.map(({ word }) => word)).size, presets.length);
  });
});

describe('laplas.prompts', () => {
  it('takes a name and a text; the target is the chat unless it says otherwise', () => {
    const given = [
      { name: ' Review my code! ', text: 'Review ${selection}' },
      { name: 'Überblick', text: 'x', target: 'rewrite' },
    ];
    assert.deepEqual(parsePrompts(given), {
      prompts: [
        {
          name: 'Review my code!',
          word: 'review-my-code',
          text: 'Review ${selection}',
          target: 'chat',
        },
        { name: 'Überblick', word: 'überblick', text: 'x', target: 'rewrite' },
      ],
      problems: [],
    });
    assert.deepEqual(parsePrompts(undefined), { prompts: [], problems: [] });
  });

  it('leaves out what is wrong, says what and where, and keeps the rest', () => {
    const wrong: readonly (readonly [unknown, RegExp])[] = [
      ['text', /Entry 1 .* must have a name and a text\.$/],
      [{ text: 'x' }, /has no name/],
      [{ name: 'x'.repeat(61), text: 'x' }, /more than 60 characters/],
      [{ name: 'A', text: ' ' }, /\(“A”\) has no text/],
      [{ name: 'A', text: 'x', target: 'file' }, /neither "chat" nor "rewrite"/],
      [{ name: 'A', text: '${selction}' }, /\$\{selction\}, which there is not: .*\$\{selection\}/],
      [{ name: '!!', text: 'x' }, /without a letter or digit/],
      [{ name: 'Tests', text: 'x' }, /would be \/tests in the chat, which there is already/],
      [{ name: 'CLEAR', text: 'x' }, /would be \/clear/],
    ];
    for (const [entry, problem] of wrong) {
      const { prompts, problems } = parsePrompts([entry, { name: 'Good', text: 'y' }]);
      assert.deepEqual(
        prompts.map(({ name }) => name),
        ['Good'],
      );
      assert.equal(problems.length, 1);
      assert.match(problems[0] ?? '', problem);
    }
    assert.deepEqual(parsePrompts({ name: 'A' }).problems, [
      'The setting laplas.prompts must be a list.',
    ]);
    assert.match(
      parsePrompts([
        { name: 'Twice', text: 'x' },
        { name: 'twice', text: 'y' },
      ]).problems[0] ?? '',
      /Entry 2 .* \/twice/,
    );
  });
});

describe('a `/` word', () => {
  const all = [...presets, review];

  it('runs a prompt, with what follows it, or a command of the chat', () => {
    assert.deepEqual(parseSlash('/review the names\nand types ', all), {
      kind: 'prompt',
      prompt: review,
      more: 'the names\nand types',
    });
    assert.deepEqual(parseSlash('/Clear', all), { kind: 'chat', command: 'clear' });
    assert.equal(withMore('Review', ''), 'Review');
    assert.equal(withMore('Review', 'the names'), 'Review\n\nthe names');
  });

  it('of the chat is a message like any other where more words follow it', () => {
    assert.deepEqual(parseSlash('/clear ', all), { kind: 'chat', command: 'clear' });
    for (const text of ['/clear the cache in load()', '/export\nthe type'])
      assert.equal(parseSlash(text, all), undefined, text);
  });

  it('is told where there is none of that name', () => {
    assert.deepEqual(parseSlash('/reveiw', all), { kind: 'unknown', word: 'reveiw' });
    assert.deepEqual(parseSlash('/toString', all), { kind: 'unknown', word: 'toString' });
  });

  it('is no path, and stands at the beginning alone', () => {
    for (const text of ['/usr/bin is full', '/', '/ tests', ' /tests', 'see /tests', '//tests']) {
      assert.equal(parseSlash(text, all), undefined, text);
    }
  });

  it('is offered by its beginning: ours, the user’s own, and the chat’s commands', () => {
    const offered = offerSlash('', all).map(({ word }) => word);
    for (const word of ['explain', 'fix', 'tests', 'doc', 'clear', 'export', 'review']) {
      assert.ok(offered.includes(word), word);
    }
    assert.deepEqual(offerSlash('EX', all), [
      { word: 'explain', detail: 'Explain' },
      { word: 'export', detail: 'write this chat to a file' },
    ]);
    assert.deepEqual(offerSlash('doc', all), [{ word: 'doc', detail: 'Document, as a rewrite' }]);
  });
});

describe('the instructions of a conversation', () => {
  it('ask for the language of the question, or for the one that is set', () => {
    assert.match(systemText(''), /Answer in the language of the question,/);
    assert.match(systemText('', 'Deutsch'), /Answer in Deutsch,/);
  });

  it('end with what the user adds', () => {
    assert.match(systemText(' Be kind. '), /code\.\n\nBe kind\.$/);
    assert.doesNotMatch(systemText(' '), /\s$/);
  });
});
