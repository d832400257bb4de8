/**
 * Runs a test entry inside a real extension host. Always ends, even if the host hangs or crashes.
 */
import { build } from 'esbuild';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { launchBrowser, newPage } from '../browser.ts';
import { startWorkbench } from '../workbench.ts';
import type { CodeArguments } from './arguments.ts';
import { followReport } from './report.ts';

export interface Outcome {
  /** 0 only if the tests reported that they passed, 1 if they reported that they failed. */
  readonly code: number;
  /** Why the run was aborted, with the end of the logs; absent if the tests reported a result. */
  readonly gaveUp?: string;
}

export interface TestRun extends CodeArguments {
  readonly tests: string;
  /** Milliseconds without output, after the first output, until the tests count as hung. */
  readonly silenceLimit: number;
  /** Resolves when the run is to be cancelled. */
  readonly cancelled: Promise<string>;
}

/** Exit codes of an aborted run, as used by common tools. */
const codes = { failed: 70, crashed: 73, silent: 124, cancelled: 130 };

/** Time limit for VS Code's start until the first output of the tests, in milliseconds. */
const startLimit = 90_000;

/** Time from the tests' result to the end of the extension host, in milliseconds. */
const grace = 5000;

/** Runs the tests and prints their output. */
export async function runTestsInside(run: TestRun): Promise<Outcome> {
  const scratch = await mkdtemp(join(tmpdir(), 'laplas-tests-'));
  const closers: (() => unknown)[] = [() => rm(scratch, { recursive: true, force: true })];
  let tail = () => Promise.resolve('');
  let passed: boolean | undefined;
  let end: (outcome: Outcome) => void = () => undefined;
  const ended = new Promise<Outcome>((resolve) => (end = resolve));
  const giveUp = (code: number) => (reason: string) => end({ code, gaveUp: reason });
  try {
    const report = join(scratch, 'report');
    await writeFile(report, '');
    const silence = watchSilence(giveUp(codes.silent));
    closers.push(silence.stop);
    const following = followReport(report, (line) => {
      silence.waitFor(run.silenceLimit);
      if (line.kind === 'output') {
        // After the result, VS Code prints what goes wrong while it ends its extension host.
        if (passed === undefined) process[line.stream].write(line.text);
      } else {
        passed = line.passed;
        setTimeout(() => end({ code: 0 }), grace).unref();
      }
    });
    closers.push(following.stop);
    void run.cancelled.then(giveUp(codes.cancelled));

    const workbench = await startWorkbench({
      ...run,
      tests: await bundleInside(scratch),
      // The tests report the problems themselves.
      settings: { 'javascript.validate.enable': false, 'typescript.validate.enable': false },
      env: { LAPLAS_TESTS_REPORT: report, LAPLAS_TESTS_ENTRY: run.tests },
    });
    closers.push(workbench.close);
    tail = workbench.tail;
    void workbench.crashed.then(giveUp(codes.crashed));

    const browser = await launchBrowser(workbench.installation);
    closers.push(() => browser.close());
    browser.on('disconnected', () => end({ code: codes.crashed, gaveUp: 'the browser ended' }));
    const { page } = await newPage(browser, { width: 1280, height: 800 });
    page.on('crash', () => end({ code: codes.crashed, gaveUp: 'the page crashed' }));
    // VS Code calls it when the tests have ended, and also, with success, when its extension host
    // crashed.
    await page.exposeFunction('codeAutomationExit', () => {
      end({ code: codes.crashed, gaveUp: 'the extension host ended before the tests did' });
    });
    silence.waitFor(startLimit);
    await page.goto(workbench.url);
    const outcome = await ended;
    following.drain();
    if (passed !== undefined) return { code: passed ? 0 : 1 };
    return { ...outcome, gaveUp: `${await tail()}\n${outcome.gaveUp}` };
  } catch (error) {
    const reason = error instanceof Error ? (error.stack ?? error.message) : String(error);
    return { code: codes.failed, gaveUp: `${await tail()}\n${reason}` };
  } finally {
    for (const close of closers.reverse()) await Promise.resolve(close()).catch(() => undefined);
  }
}

/** Reports when there was no output for the last given time limit. */
function watchSilence(say: (reason: string) => void) {
  let timer: NodeJS.Timeout | undefined;
  const stop = () => clearTimeout(timer);
  return {
    stop,
    waitFor(limit: number) {
      stop();
      timer = setTimeout(() => say(`the tests said nothing for ${limit / 1000} s`), limit);
    },
  };
}

/** Bundles inside.ts into one file, because the extension host can't load our sources. */
async function bundleInside(folder: string): Promise<string> {
  const outfile = join(folder, 'inside.cjs');
  await build({
    entryPoints: [join(import.meta.dirname, 'inside.ts')],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    logLevel: 'warning',
  });
  return outfile;
}
