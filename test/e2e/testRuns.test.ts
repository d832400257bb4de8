import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from '../../dev/vscode/paths.ts';

interface Run {
  readonly code: number | null;
  readonly output: string;
}

const fixture = join(root, 'test/fixtures/testRuns');

describe('a test run in the extension host', () => {
  let temporary: string;
  beforeEach(async () => {
    temporary = await mkdtemp(join(tmpdir(), 'laplas-run-'));
  });
  afterEach(async () => {
    await rm(temporary, { recursive: true, force: true });
  });

  const begin = (ending: string) =>
    spawn(
      join(root, 'dev/vscode/tests/code.ts'),
      [`--extensionDevelopmentPath=${fixture}`, `--extensionTestsPath=${fixture}/index.cjs`],
      {
        cwd: root,
        env: {
          ...process.env,
          TEST_RUN_ENDING: ending,
          LAPLAS_TESTS_SILENCE: '2000',
          TMPDIR: temporary,
        },
      },
    );

  const run = async (ending: string): Promise<Run> => {
    const child = begin(ending);
    let output = '';
    child.stdout.on('data', (data: Buffer) => (output += data.toString()));
    child.stderr.on('data', (data: Buffer) => (output += data.toString()));
    const [code] = (await once(child, 'close')) as [number | null];
    return { code, output };
  };

  const gaveUp: Readonly<Record<string, RegExp>> = {
    hang: /the tests said nothing for 2 s/,
    spin: /the tests said nothing for 2 s/,
    exit: /the extension host ended/,
    kill: /the extension host ended/,
  };

  it('passes when the tests say so, and shows what they print', async () => {
    const { code, output } = await run('pass');
    assert.equal(code, 0, output);
    assert.equal(output, 'the run began: ünï\nthe run came to its end\n');
  });

  it('fails when the tests fail, and says why', async () => {
    const { code, output } = await run('fail');
    assert.equal(code, 1, output);
    assert.match(output, /one test failed/);
  });

  for (const [ending, reason] of Object.entries(gaveUp)) {
    it(`fails with the end of the logs when the host ends by: ${ending}`, async () => {
      const { code, output } = await run(ending);
      assert.ok(code !== 0 && code !== null, output);
      assert.match(output, reason);
      assert.match(output, /^the run began/);
      assert.match(output, /Extension host agent started/);
      assert.deepEqual(await processesIn(temporary), []);
    });
  }

  it('leaves no process behind when it is killed itself', async () => {
    const child = begin('hang');
    await once(child.stdout, 'data');
    child.kill('SIGKILL');
    await once(child, 'close');
    while ((await processesIn(temporary)).length > 0) await new Promise(setImmediate);
  });
});

/** The ids of processes whose environment or command line names a folder. */
async function processesIn(folder: string): Promise<string[]> {
  const ids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const named = ids.map(async (id) => {
    const files = ['environ', 'cmdline'].map((name) => readFile(`/proc/${id}/${name}`, 'utf8'));
    const texts = await Promise.allSettled(files);
    return texts.some((text) => text.status === 'fulfilled' && text.value.includes(folder))
      ? [id]
      : [];
  });
  return (await Promise.all(named)).flat();
}
