import assert from 'node:assert/strict';
import { createAnnouncer } from '../../../src/webview/transcript/announcer.ts';

/** What is said when the text comes in pieces of `size` characters. */
function heard(text: string, size = 1): string[] {
  const said: string[] = [];
  const announcer = createAnnouncer((words) => said.push(words));
  for (let at = 0; at < text.length; at += size) announcer.add(text.slice(at, at + size));
  announcer.end('Done.');
  return said;
}

describe('the announcer', () => {
  it('says lines without the marks of markdown', () => {
    assert.deepEqual(heard('## The **cause**\n\n- see `total`\n- [notes](https://x.y)'), [
      'The cause',
      'see total',
      'notes',
      'Done.',
    ]);
  });

  it('says a long paragraph by sentence while it comes, never by token', () => {
    const text =
      'The total is wrong because tax is added twice. The second time is in the sum. And that is all';
    const said = heard(text);
    assert.deepEqual(said.join(' '), `${text} Done.`);
    assert.ok(said.length <= 4, said.join(' | '));
  });

  it('says code by its language and length alone', () => {
    assert.deepEqual(heard('Try:\n```ts a.ts\nconst x = 1;\nconst y = 2;\n```\nThat is it.'), [
      'Try:',
      'Code: ts, 2 lines.',
      'That is it.',
      'Done.',
    ]);
  });

  it('keeps a longer fence open over a shorter one, and closes it at the end', () => {
    assert.deepEqual(heard('````md\n```\nx\n```\n'), ['Code: md, 3 lines.', 'Done.']);
  });

  it('says the same however the text was cut', () => {
    const text = 'One. \n\n| a | b |\n| - | - |\n| 1 | 2 |\n\n~~~\ncode\n~~~\nEnd';
    for (const size of [2, 3, 7, 1000]) assert.deepEqual(heard(text, size), heard(text));
  });

  it('promise 20: says a very long line by its words, and of one without words that it is long', () => {
    const words = 'some words and more '.repeat(500).trim();
    const data = 'x'.repeat(5_000);
    for (const size of [1, 7, 3_000, 20_000]) {
      const said = heard(`${words}\n${data}\nEnd.\n`, size);
      assert.ok(said.every((each) => each.length <= 2_000));
      assert.deepEqual(said.join(' '), `${words} Long line. End. Done.`);
    }
  });

  it('promise 20: counts a very long line of code as one', () => {
    assert.deepEqual(heard(`\`\`\`js\n${'f(1); '.repeat(1_000)}\nlast\n\`\`\`\n`, 100), [
      'Code: js, 2 lines.',
      'Done.',
    ]);
  });

  it('takes no fence from the middle of a line', () => {
    const text = 'This is a sentence that is long enough to be said. ``` is a fence\nEnd';
    assert.deepEqual(heard(text).slice(1), ['is a fence', 'End', 'Done.']);
  });

  it('says a link by its words, whatever brackets its address has', () => {
    assert.deepEqual(
      heard('See [it](https://x.y/A_(b)) and ![a picture](x.png "t").')[0],
      'See it and a picture.',
    );
  });

  it('goes on in a code block that it is begun in, and says none of what there was', () => {
    const said: string[] = [];
    const announcer = createAnnouncer((words) => said.push(words));
    announcer.add('Something else that is not over');
    announcer.begin('Text that was said. \n```ts\nconst x = 1;\nconst');
    announcer.add(' y = 2;\n```\nThat is it.\n');
    assert.deepEqual(said, ['Code: ts, 2 lines.', 'That is it.']);
  });

  it('says a sentence that is not whole with what follows', () => {
    const said: string[] = [];
    const announcer = createAnnouncer((words) => said.push(words));
    announcer.begin('This sentence is whole and was said before the cut. This one');
    announcer.add(' goes on.\n');
    assert.deepEqual(said, ['This one goes on.']);
  });

  it('says Chinese and Japanese by sentence too, where no space stands between them', () => {
    const sentence =
      '这个函数把税加了两次所以总数不对第二次是在求和的时候发生的请把那一行删掉然后再运行一次测试看看结果';
    const text = `${sentence}。「${sentence}！」${sentence}？`;
    assert.deepEqual(heard(text), [`${sentence}。`, `「${sentence}！」`, `${sentence}？`, 'Done.']);
  });
});
