import assert from 'node:assert/strict';
import { fileNameIn } from '../../../src/core/rewrite/namedFile.ts';

describe('the file that a code block names', () => {
  const names: readonly (readonly [string, string])[] = [
    ['ts src/app.ts', 'src/app.ts'],
    ['ts:src/app.ts', 'src/app.ts'],
    ['src/app.ts', 'src/app.ts'],
    ['ts title="src/app.ts"', 'src/app.ts'],
    ["ts {1,3-4} filename='a b.ts' showLineNumbers", 'a b.ts'],
    ['typescript title=src/a.ts, lines=3', 'src/a.ts'],
    ['ts path: src/a b.ts', 'src/a b.ts'],
    ['ts file=src/größe.ts', 'src/größe.ts'],
    ['ts src/日本語.ts', 'src/日本語.ts'],
    ['ts // src/app.ts', 'src/app.ts'],
    ['ts src/app.ts:12-20', 'src/app.ts'],
    ['ts src/app.ts#L1-L3', 'src/app.ts'],
    ['ts src/app.ts (updated)', 'src/app.ts'],
    ['ts src\\win\\a.ts', 'src/win/a.ts'],
    ['12:34:app/Todo.tsx', 'app/Todo.tsx'],
    ['dockerfile Dockerfile', 'Dockerfile'],
    ['.env', '.env'],
    // githubnext/copilot-workspace-user-manual#79: folders of dynamic routes.
    ['tsx app/issues/[id]/page.tsx', 'app/issues/[id]/page.tsx'],
    ['tsx title="app/(shop)/[...slug]/page.tsx"', 'app/(shop)/[...slug]/page.tsx'],
    // aidenybai/react-grab#86, cline/cline#860: route groups lose their parentheses.
    ['tsx src/app/(docs)/page.tsx', 'src/app/(docs)/page.tsx'],
    ['tsx file=src/app/(dashboard)/layout.tsx', 'src/app/(dashboard)/layout.tsx'],
    ['svelte src/routes/+page.svelte', 'src/routes/+page.svelte'],
    ['tsx src/routes/$id.tsx', 'src/routes/$id.tsx'],
  ];
  for (const [info, name] of names) {
    it(`is ${name} in “${info}”`, () => {
      assert.equal(fileNameIn(info), name);
    });
  }

  const none = ['', 'ts', 'diff', 'js showLineNumbers', 'ts title="My example"', 'ts {1,2}'];
  for (const info of [...none, 'go func main() {', 'ts https://x.test/a.ts']) {
    it(`is none in “${info}”`, () => {
      assert.equal(fileNameIn(info), undefined);
    });
  }
});
