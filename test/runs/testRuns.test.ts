import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from '../../dev/vscode/paths.ts';

interface Run {
  readonly exitCode: number | null;
  readonly output: string;
  /** Ids of the processes that were still there when it was over. */
  readonly left: readonly string[];
}

const code = join(root, 'dev/vscode/tests/code.ts');

const fixture = join(root, 'test/fixtures/testRuns');

/** How the tests can keep the run from its end, and what it then says. */
const gaveUp: Readonly<Record<string, RegExp>> = {
  hang: /the tests said nothing for 2 s/,
  exit: /the extension host ended/,
  kill: /the extension host ended/,
};

describe('a test run in the extension host', function () {
  this.timeout(120_000);
  const folders: string[] = [];

  after(async () => {
    for (const folder of folders) await rm(folder, { recursive: true, force: true });
  });

  const begin = async (ending: string) => {
    const temporary = await mkdtemp(join(tmpdir(), 'laplas-run-'));
    folders.push(temporary);
    const args = [
      `--extensionDevelopmentPath=${fixture}`,
      `--extensionTestsPath=${fixture}/index.cjs`,
    ];
    const env = {
      ...process.env,
      TEST_RUN_ENDING: ending,
      LAPLAS_TESTS_SILENCE: '2000',
      TMPDIR: temporary,
    };
    return { temporary, child: spawn(code, args, { cwd: root, env }) };
  };

  const run = async (ending: string): Promise<Run> => {
    const { temporary, child } = await begin(ending);
    let output = '';
    child.stdout.on('data', (data: Buffer) => (output += data.toString()));
    child.stderr.on('data', (data: Buffer) => (output += data.toString()));
    const [exitCode] = (await once(child, 'close')) as [number | null];
    return { exitCode, output, left: await processesIn(temporary) };
  };

  it('passes when the tests say so, and shows what they print', async () => {
    const { exitCode, output } = await run('pass');
    assert.equal(exitCode, 0, output);
    assert.equal(output, 'the run began: ünï\nthe run came to its end\n');
  });

  it('fails when the tests fail, and says why', async () => {
    const { exitCode, output } = await run('fail');
    assert.equal(exitCode, 1, output);
    assert.match(output, /one test failed/);
  });

  for (const [ending, reason] of Object.entries(gaveUp)) {
    it(`fails with the end of the logs when the host ends by: ${ending}`, async () => {
      const { exitCode, output, left } = await run(ending);
      assert.ok(exitCode !== 0 && exitCode !== null, output);
      assert.match(output, reason);
      assert.match(output, /^the run began/);
      assert.match(output, /Extension host agent started/);
      assert.deepEqual(left, []);
    });
  }

  it('leaves no process behind when it is killed itself', async () => {
    const { temporary, child } = await begin('hang');
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
