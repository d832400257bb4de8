/** Texts that a model could write to keep the panel busy. */

/** Texts that grow, by the number of characters. */
export function large(): readonly (readonly [name: string, make: (length: number) => string])[] {
  return [
    ['a line of megabytes', fill('word ')],
    ['a line of megabytes without a space', fill('x')],
    ['a line of megabytes of code', (length) => `\`\`\`js\n${fill('f(1);')(length)}`],
    ['code of lines of one letter', (length) => `\`\`\`\n${fill('a\n')(length)}`],
    [
      'code of very many lines',
      (length) => `\`\`\`ts\n${fill('const a = f("x", 1); // y\n')(length)}`,
    ],
    [
      'prose without end',
      fill('Text with `code`, **bold** and [a link](https://x.y/).\n\n- one\n- two\n\n'),
    ],
    ['brackets without end', fill('[')],
    ['pictures without end', fill('![')],
    ['links that do not close', fill('[a](')],
    ['marks without end', fill('*a **b _c ')],
    ['marks of lists that never begin', (length) => `${fill('- * + 1. ')(length)}\n`],
    ['runs of ticks', runsOfTicks],
    ['quotes without end', fill('>')],
    ['lists in lists on one line', fill('- ')],
    ['lists in lists on many lines', nestedLists],
    ['a table of very many rows', (length) => `|a|b|\n|-|-|\n${fill('|1|2|\n')(length)}`],
    ['definitions without end', fill('[a]: x\n')],
    ['spaces without end', (length) => `a${fill(' ')(length)}b`],
    ['a heading with spaces in it', (length) => `# a${fill(' ')(length)}b`],
    ['bold text with spaces in it', (length) => `**a${fill(' ')(length)}b`],
    ['a title with spaces in it', (length) => `a${fill(' ')(length)}b\n===`],
    ['spaces after a fence', (length) => `\`\`\`js a${fill(' ')(length)}b`],
    [
      'ticks that begin no fence',
      (length) => `${fill('`')(length / 2)}x\`${fill('y')(length / 2)}`,
    ],
    ['ticks in code', (length) => `\`a${fill('`')(length)}b`],
    ['addresses that end in marks', (length) => `www.a.bc/${fill(')')(length)}x`],
    ['addresses that are none', fill('www.-')],
    ['addresses behind a sign', fill('+https://a.b/')],
    ['addresses in one word', fill('xhttps://a.b/👨')],
    ['addresses in each other', fill('https://a.b/')],
    ['addresses with names', fill('https://a:b@')],
    ['addresses of mail in one word', fill('a@b.')],
    ['line breaks without end', fill('<br')],
    ['math that does not end', fill('\\(a$')],
    ['blank lines in code', (length) => `    a\n${fill('\n')(length)}    b`],
    ['footnotes without end', fill('[^1]: a\n')],
    // What took other readers the square of its length: mui/mui-x#22821, marmot-protocol/mdk#410, markedjs/marked#1463, ariabuckles/simple-markdown#73.
    ['bold text without spaces', fill('**a**')],
    ['emphasis of brackets', fill('*]')],
    ['tildes without end', fill('~')],
    ['addresses in brackets that do not end', (n) => `${fill('<')(n / 2)}${fill(':/')(n / 2)}`],
    // markdown-it/markdown-it#733, markdown-it/markdown-it#735, markdown-it/markdown-it#732, oven-sh/bun#31241.
    ['ticks behind backslashes', fill('\\``')],
    ['marks of two kinds', fill('**_* ')],
    ['links without a name', fill('[](')],
    ['links in angles that do not close', fill('[a](<b')],
    // Models that repeat themselves: anthropics/claude-code#82803, anthropics/claude-code#44689, lijunzh/koda#490.
    ['one word without end', fill('court ')],
    ['line breaks alone', fill('\n')],
    ['short lines without end', fill('Done.\n...\n')],
    ['sentences that do not end', fill('a, b. c ')],
  ];
}

/** Each run is longer by one than the one before it. */
function runsOfTicks(length: number): string {
  const runs = Math.floor(Math.sqrt(2 * length));
  return Array.from({ length: runs }, (_, i) => '`'.repeat(i)).join(' ');
}

/** Each line stands deeper by one than the one before it. */
function nestedLists(length: number): string {
  const lines = Math.floor(Math.sqrt(length));
  return Array.from({ length: lines }, (_, i) => `${'  '.repeat(i)}- x\n`).join('');
}

function fill(piece: string): (length: number) => string {
  return (length) => piece.repeat(Math.ceil(length / piece.length));
}
