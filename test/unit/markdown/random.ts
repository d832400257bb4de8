/** Numbers that look random and are the same for the same seed (mulberry32). */
export function createRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** A text cut at random places into pieces of 1 to `longest` characters. */
export function cutAtRandom(text: string, random: () => number, longest = 12): string[] {
  const pieces: string[] = [];
  for (let at = 0; at < text.length;) {
    const length = 1 + Math.floor(random() * longest);
    pieces.push(text.slice(at, at + length));
    at += length;
  }
  return pieces;
}

const fragments = [
  ...['- ', '* ', '+ ', '1. ', '2) ', '10. ', '> ', '    ', '\t', '  ', ' ', '# ', '-', '_'],
  ...['```', '```js', '~~~', '---', '===', '| a | b |', '|---|:-:|', '|x|y|z|', 'a | b', '--|--'],
  ...['text', '*em*', '**', '`c`', '`', '[foo]', '[foo]: /url', "'t'", '<div>', '\\', '~~s~~'],
  ...['\n', '\n', '\n', '\n\n', '![i](x)', 'http://a.b/c', '[l](http://x.y)', '- [x] t', '&amp;'],
];

/** Markdown of no sense, with everything that blocks and their text are made of. */
export function randomMarkdown(random: () => number): string {
  const count = 2 + Math.floor(random() * 14);
  let text = '';
  for (let i = 0; i < count; i++) text += fragments[Math.floor(random() * fragments.length)] ?? '';
  return `${text}\n`;
}
