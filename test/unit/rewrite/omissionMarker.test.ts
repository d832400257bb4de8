import assert from 'node:assert/strict';
import { saidBy } from '../../../src/core/rewrite/omissionMarker.ts';
import { expandRest } from '../../../src/core/rewrite/omittedCode.ts';

/** The language, and lines that say in it that code was left out. */
const markers: readonly (readonly [language: string, ...lines: string[]])[] = [
  // stackblitz/bolt.new#124, #5417, kodu-ai/claude-coder#43
  [
    'typescriptreact',
    '{/* Previous imports remain the same */}',
    '// ...remaining code here',
    '// rest of the code will remain same',
    '// the rest of the code goes here',
  ],
  // google-gemini/gemini-cli#19870, #23013, QwenLM/qwen-code#2575
  [
    'go',
    '(rest of methods ...)',
    '// rest of methods ...',
    '/* remaining methods */',
    '// unchanged code ...',
  ],
  ['python', '# rest of code ...', '# (unchanged)', '"""... rest of the module ..."""'],
  // Bike4Mind/bike4mind#1030: two phrasings of one marker.
  [
    'javascript',
    '// omitted for brevity',
    '// Code omitted for the sake of brevity',
    '// ... for the rest ...'.replace('for the rest', 'the rest'),
  ],
  ['css', '/* ... other properties unchanged ... */'],
  ['html', '<!-- rest of the page stays the same -->'],
  ['sql', '-- ... other columns unchanged ...', '-- rest of the script remains unchanged'],
  ['lua', '--[[ ... existing code ... ]]'],
  ['clojure', ';; ... existing functions ...'],
  ['latex', '% ... rest of the document ...'],
  ['viml', '" ... existing settings ...'],
  ['bat', 'REM ... rest of the script ...', ':: ... existing code ...'],
  ['ocaml', '(* ... existing code ... *)'],
  ['vb', "' ... existing code ..."],
  ['haskell', '{- ... rest unchanged ... -}'],
  ['jinja', '{# ... existing blocks ... #}'],
  ['powershell', '<# ... existing code ... #>'],
  ['fortran', '! ... existing code ...'],
  ['json', '// ... other dependencies ...'],
  ['', '# ... existing code ...', '<!-- ... -->', '[rest of file unchanged]'],
  ['java', '// ... bestehender Code ...', '// Rest bleibt unverändert', '// ... reste du code ...'],
  [
    'java',
    '// ... resto del código ...',
    '// resto do código permanece igual',
    '// остальной код без изменений',
  ],
  [
    'java',
    '// 其余代码保持不变',
    '// 既存のコード',
    '// 기존 코드 유지',
    '// ... codice esistente ...',
  ],
];

const code: readonly (readonly [language: string, ...lines: string[]])[] = [
  [
    'typescript',
    '// Drop the rest of the items',
    '// The input is unchanged',
    '// Reuse the existing code if there is one',
  ],
  [
    'typescript',
    '// Loading the rest...',
    '...rest,',
    '...previous,',
    '...existing,',
    '...rest',
    '...args)',
    '[...other]',
  ],
  [
    'typescript',
    'f(...rest);',
    'return { ...state, rest };',
    '// TODO: handle errors',
    '// Unchanged values are skipped',
  ],
  // voku/slop-scan#42, Raftersecurity/rafter-cli#182: prose in comments that has a word of the list.
  ['php', '// The real case this missed: a rename is applied, then the rest is deleted by hand.'],
  ['typescript', '// "...The slot is recorded later, AFTER a successful enqueue..."'],
  [
    'python',
    '# Hand the rest of the arguments to the command',
    '# The same as before, but rounded',
    'x[...]',
    '# Loading...',
  ],
  ['markdown', 'Loading the rest...'],
];

describe('a comment that stands for code', () => {
  for (const [language, ...lines] of markers) {
    for (const line of lines) {
      it(`is ${line} in ${language || 'any language'}`, () => {
        assert.equal(saidBy(`    ${line}`, language), 'marker');
      });
    }
  }
  for (const [language, ...lines] of code) {
    for (const line of lines) {
      it(`is not ${line} in ${language}`, () => {
        assert.equal(saidBy(`    ${line}`, language), undefined);
      });
    }
  }

  it('in a syntax of another language may be code, and is refused where lines are gone', () => {
    assert.equal(saidBy('// ... existing code ...', 'python'), 'maybe');
    const old = ['a = 1', 'b = 2', 'c = 3'];
    const language = 'python';
    assert.equal(expandRest(['a = 10', '// ... existing code ...'], old, { language }), undefined);
  });

  it('that may be about the program stays where nothing is gone', () => {
    const reply = ['const a = 1;', '// Same as before', 'const b = 20;', 'const c = 3;'];
    const old = ['const a = 1;', 'const b = 2;', 'const c = 3;'];
    assert.deepEqual(expandRest(reply, old, { language: 'typescript' }), reply);
  });

  it('that may be about the program is refused where lines are gone', () => {
    const old = ['const a = 1;', 'const b = 2;', 'const c = 3;', 'const d = 4;'];
    for (const line of ['// Same as before', '// other values', '... rest', '...']) {
      const reply = ['const a = 10;', line];
      assert.equal(expandRest(reply, old, { language: 'typescript' }), undefined, line);
    }
  });

  it('after code is refused where lines are gone', () => {
    const old = ['function f() {', '  one();', '  two();', '}'];
    for (const line of ['function f() { /* ... existing code ... */ }', 'function f() { ... }']) {
      assert.equal(expandRest([line], old, { language: 'typescript' }), undefined, line);
    }
  });

  it('is code as often as the old lines have it', () => {
    const old = ['call(a, // ...', '// ...', 'b);'];
    const reply = ['call(a, // ...', '// ...', 'c);'];
    assert.deepEqual(expandRest(reply, old, { language: 'typescript' }), reply);
  });

  it('is a body of Python where there was none', () => {
    const reply = ['def area(self) -> float:', '    ...'];
    assert.deepEqual(expandRest(reply, ['def area(self): ...'], { language: 'python' }), reply);
  });

  it('is a lost body of Python where there was one', () => {
    const old = ['def area(self):', '    w = self.width', '    return w * self.height'];
    const reply = ['def area(self) -> float:', '    ...'];
    assert.equal(expandRest(reply, old, { language: 'python' }), undefined);
  });
});
