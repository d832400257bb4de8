import assert from 'node:assert/strict';
import { fenceFor } from '../../../src/core/rewrite/fences.ts';
import { propose, type Target } from '../../../src/core/rewrite/propose.ts';
import { sectionsOfFiles } from './realSections.ts';
import { choices, forSeeds, rounds } from '../random.ts';

/** What the file's lines between `before` and `after` become, or `refused: why`. */
function rewrite(
  code: string,
  [before, text, after]: readonly [string, string, string],
  language: string,
): string {
  const style = { insertSpaces: !text.includes('\t'), tabSize: 4 };
  const target: Target = { text, before, after, style, ending: '\n', language };
  const made = propose(`${fenceFor(code)}\n${code}\n${fenceFor(code)}`, [target]);
  return made.kind === 'ready' ? (made.texts[0] ?? '') : `refused: ${made.reason}`;
}

const go = [
  'type store struct{}\n\nfunc (s *store) create(name string) error {\n',
  '\tif name == "" {\n\t\treturn errEmpty\n\t}\n\treturn nil\n',
  '}\n\nfunc (s *store) list() []string {\n',
] as const;
const python = [
  'import json\n\n\nclass Loader:\n    def load(self, path):\n',
  '        f = open(path)\n        return json.load(f)\n',
  '\n    def save(self, path):\n        pass\n',
] as const;

describe('lines around the selection that a reply repeats', () => {
  it('are not written twice: a Go function whose body was selected', () => {
    const body = '\tif name == "" {\n\t\treturn errEmpty\n\t}\n\treturn s.insert(name)';
    const header = 'func (s *store) create(name string) error {';
    assert.equal(rewrite(`${header}\n${body}\n}`, go, 'go'), `${body}\n`);
    assert.equal(rewrite(`${header}\n${body}`, go, 'go'), `${body}\n`);
    assert.equal(rewrite(`${body}\n}`, go, 'go'), `${body}\n`);
    assert.equal(rewrite(body, go, 'go'), `${body}\n`);
    const whole = `type store struct{}\n\n${header}\n${body}\n}\n\nfunc (s *store) list() []string {`;
    assert.equal(rewrite(whole, go, 'go'), `${body}\n`);
  });

  it('are not written twice: a Python function at the margin, whose body is a method’s', () => {
    const code = 'def load(self, path):\n    with open(path) as f:\n        return json.load(f)';
    const body = '        with open(path) as f:\n            return json.load(f)\n';
    assert.equal(rewrite(code, python, 'python'), body);
    assert.equal(rewrite(code.replaceAll(/^/gm, '    '), python, 'python'), body);
    assert.equal(
      rewrite(`class Loader:\n${code.replaceAll(/^/gm, '    ')}`, python, 'python'),
      body,
    );
    assert.equal(
      rewrite(
        `${code.replaceAll(/^/gm, '    ')}\n\n    def save(self, path):\n        pass`,
        python,
        'python',
      ),
      body,
    );
  });

  it('are not written twice: the end of a Ruby method', () => {
    const ruby = ['class A\n  def b\n', '    c\n', '  end\nend\n'] as const;
    assert.equal(rewrite('def b\n  d\nend', ruby, 'ruby'), '    d\n');
    assert.equal(rewrite('d', ruby, 'ruby'), '    d\n');
  });

  // Rianico/dsh-better-edit#38: a bracket alone may close what the new code opens
  it('are the new code’s own where only a bracket is the same', () => {
    const cpp = ['switch (a) {\ncase A:\n', '    b();\n', '}\nreturn;\n'] as const;
    assert.equal(
      rewrite('    if (c) {\n        b();\n    }', cpp, 'cpp'),
      '    if (c) {\n        b();\n    }\n',
    );
    assert.equal(rewrite('    b();\n    d();\n}', cpp, 'cpp'), '    b();\n    d();\n');
  });

  // can1357/oh-my-pi#1667: the header above and the call below, both kept by the reply
  it('are taken off on both sides', () => {
    const gd = [
      'func travel():\n',
      '\tvar a = 1\n\tgo(a)\n',
      '\tprint_status()\n\nfunc other():\n',
    ] as const;
    assert.equal(
      rewrite('func travel():\n\tvar a = 2\n\tgo(a)\n\tprint_status()', gd, 'gdscript'),
      '\tvar a = 2\n\tgo(a)\n',
    );
  });

  // YuGiMob/pi-hashline-edit-pro#12, milanglacier/minuet-ai.nvim#100: silence is worse than a doubled line
  it('lead to a refusal where they could be the new code', () => {
    const calls = ['    start(1);\n', '    run(2);\n    run(3);\n', '    finish(4);\n'] as const;
    assert.equal(
      rewrite('    start(1);\n    other();', calls, 'typescript'),
      'refused: contextUnclear',
    );
    assert.equal(
      rewrite('    other();\n    finish(4);', calls, 'typescript'),
      'refused: contextUnclear',
    );
    assert.equal(
      rewrite('    start(1);\n    run(2);\n    run(5);', calls, 'typescript'),
      '    run(2);\n    run(5);\n',
    );
  });

  it('lead to a refusal where the reply changes the header above, or leaves something between', () => {
    const body = '    with open(path) as f:\n        return json.load(f)';
    const changed = `def load(self, path: str) -> dict:\n${body}`;
    assert.equal(rewrite(changed, python, 'python'), 'refused: contextUnclear');
    const between = [`${python[0]}        """Loads."""\n`, python[1], python[2]] as const;
    assert.equal(
      rewrite(`def load(self, path):\n${body}`, between, 'python'),
      'refused: contextUnclear',
    );
  });

  // microsoft/vscode#315251
  it('stay where the selection itself begins or ends with them', () => {
    const same = ['    a();\n', '    a();\n    b();\n', '    b();\n'] as const;
    assert.equal(
      rewrite('    a();\n    c();\n    b();', same, 'typescript'),
      '    a();\n    c();\n    b();\n',
    );
    const closers = [
      'class A {\n  f() {\n    x();\n  }\n',
      '  g() {\n    y();\n  }\n',
      '}\n',
    ] as const;
    assert.equal(
      rewrite('  g() {\n    z();\n  }', closers, 'typescript'),
      '  g() {\n    z();\n  }\n',
    );
  });

  // olimorris/codecompanion.nvim#744
  it('are not missed where a comment is added above the selection', () => {
    const doc = ['x();\n\n', 'function f() {\n    return 1;\n}\n', '\ny();\n'] as const;
    const code = '/** One. */\nfunction f() {\n    return 1;\n}';
    assert.equal(rewrite(code, doc, 'typescript'), `${code}\n`);
  });

  it('never change what a reply without them gives, in real files', () => {
    const count = { same: 0, refused: 0, repeated: 0, unclear: 0 };
    forSeeds(rounds(1_500, 20_000), (seed) => {
      const random = choices(seed);
      const { before, old, after, next } = sectionsOfFiles(random);
      const whole = (lines: readonly string[]): string => lines.map((line) => `${line}\n`).join('');
      const parts = [whole(before), whole(old), whole(after)] as const;
      const alone = rewrite(next.join('\n'), ['', parts[1], ''], 'typescript');
      if (alone.startsWith('refused')) return;
      const inPlace = rewrite(next.join('\n'), parts, 'typescript');
      const isUnclear = inPlace === 'refused: contextUnclear';
      // The change may have put lines of the surroundings at its own edge: then they are taken off.
      const edges = [meet(before, next), meet(next, after)];
      if (!isUnclear && !edges.includes(true)) assert.equal(inPlace, alone);
      count[isUnclear ? 'refused' : 'same'] += 1;
      const above = before.slice(before.length - random.below(4));
      const below = after.slice(0, random.below(4));
      const made = rewrite([...above, ...next, ...below].join('\n'), parts, 'typescript');
      if (made.startsWith('refused')) count.unclear += 1;
      else {
        const lines = made.split('\n').map((line) => line.trim());
        const wanted = alone.split('\n').map((line) => line.trim());
        // Brackets alone are told by their balance, which a random edit does not keep; `fi` and the like have none.
        const isBalanced =
          balance(next) === balance(old) &&
          ![...above, ...below].some((line) => /^\s*(?:end|fi|done|esac)\b/.test(line));
        const [first, last] = [old.slice(0, above.length), old.slice(old.length - below.length)];
        // Where the selection begins or ends like that itself, the reply may mean its lines.
        const isOwn =
          (above.length > 0 && trimmed(first) === trimmed(above)) ||
          (below.length > 0 && trimmed(last) === trimmed(below));
        const isTold = [above, below].every(
          (edge) =>
            edge.some(
              (line) =>
                /\w{3,}/.test(line) && !/^\s*(?:return|break|else|try|pass|end);?$/.test(line),
            ) || edge.length === 0,
        );
        if ((isTold || isBalanced) && !isOwn && !edges.includes(true)) {
          assert.deepEqual(lines, wanted, [...above, '^^^', ...next, 'vvv', ...below].join('\n'));
        }
        count.repeated += 1;
      }
    });
    console.log(
      `      not repeated: ${count.same} the same, ${count.refused} refused; repeated: ${count.repeated} taken off, ${count.unclear} refused`,
    );
    assert.ok(count.refused * 20 < count.same);
  });
});

function balance(lines: readonly string[]): number {
  const text = lines.join('\n');
  return text.replaceAll(/[^{([]/g, '').length - text.replaceAll(/[^})\]]/g, '').length;
}

function trimmed(lines: readonly string[]): string {
  return lines.map((line) => line.trim()).join('\n');
}

/** Whether the first lines end as the second ones begin. */
function meet(above: readonly string[], below: readonly string[]): boolean {
  const [a, b] = [above, below].map((lines) =>
    lines.map((line) => line.trim()).filter((line) => line !== ''),
  );
  if (a === undefined || b === undefined) return false;
  return a.some((_, i) => a.slice(i).every((line, j) => line === b[j]));
}
