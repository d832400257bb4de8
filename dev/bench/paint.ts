/**
 * Measures painting a streamed response in a real browser: our painter, those of others, and a
 * floor that knows the result.
 */
import { join } from 'node:path';
import { chromium, type CDPSession, type Page } from 'playwright-core';
import { bundleModule } from '../page.ts';
import { browserIn } from '../vscode/install/browser.ts';
import { ensureVsCode } from '../vscode/install/install.ts';
import type { PaintBench } from './paintPage.ts';
import { installPeers } from './peers.ts';
import { answer, charactersPerToken } from './paintText.ts';
import { pair, spread, type Spread } from './spread.ts';
import type { BenchOptions, BenchResult, BenchRow } from './table.ts';
import { takeTurns } from './turns.ts';

declare const paintBench: PaintBench;

/** 1,000 tokens a second at 60 frames a second. */
const tokensPerFrame = 16;
/**
 * Time limit of the other painters in milliseconds. Ours and the floor get four times as long, so
 * that their complete runs can be compared.
 */
const limitMs = 30_000;

const ways: readonly (readonly [name: string, title: string])[] = [
  ['floor', 'floor: the nodes appended, grouped'],
  ['ours', 'ours'],
  ['streamdown', 'streamdown, no colours'],
  ['reactMarkdownBlocks', 'react-markdown + highlight.js by blocks, Cline’s way'],
  ['wholeAgain', 'whole parse each frame, no colours'],
  ['reactMarkdown', 'react-markdown + highlight.js, Continue’s way'],
];

/**
 * Goals: CPU time as a multiple of the floor's, by number of tokens, and the longest frame in
 * milliseconds. The goal for the 99th percentile applies to 500 tokens per second, a speed that
 * users see, and the section `typing` checks it in a real window.
 */
const goals = {
  cpu: new Map([
    [10_000, 1.2],
    [50_000, 1.3],
  ]),
  longest: 50,
};

interface Sample {
  readonly cpuMs: number;
  readonly p99: number;
  readonly longest: number;
  readonly done: boolean;
}

interface Measured {
  readonly cpu: Spread;
  readonly p99: Spread;
  /** Of all rounds. */
  readonly longest: number;
}

export async function run(options: BenchOptions): Promise<BenchResult> {
  options.say('installs what stands beside us');
  installPeers();
  const { executablePath, env } = await browserIn((await ensureVsCode()).chromium);
  const browser = await chromium.launch({
    executablePath,
    env: Object.fromEntries(Object.entries(env).map(([key, value]) => [key, value ?? ''])),
    // Disable the frame rate limit: the benchmark measures work, not waiting.
    args: ['--no-sandbox', '--disable-gpu', '--disable-frame-rate-limit', '--disable-gpu-vsync'],
  });
  try {
    const page = await browser.newPage({ viewport: { width: 420, height: 800 } });
    await load(page);
    const session = await page.context().newCDPSession(page);
    await session.send('Performance.enable', { timeDomain: 'threadTicks' });
    const same = new Map<string, boolean>();
    for (const [name] of ways) {
      same.set(name, await isSame(page, name));
    }
    const rows: BenchRow[] = [];
    const cpuAt2k = new Map<string, Spread>();
    for (const tokens of [2_000, 10_000, 50_000]) {
      const measured = await measureAll(page, session, tokens, options);
      const floor = measured.get('floor')?.cpu ?? spread([]);
      for (const [name, title] of ways) {
        const each = measured.get(name);
        if (each === undefined) continue;
        const ratio = pair(each.cpu, floor);
        if (tokens === 2_000) cpuAt2k.set(name, each.cpu);
        const smallest = cpuAt2k.get(name) ?? spread([]);
        const goal = name === 'ours' ? goals.cpu.get(tokens) : undefined;
        rows.push({
          name: `${tokens / 1000}k ${title}${name === 'ours' && goal === undefined ? ' (no goal of CPU)' : ''}`,
          values: [
            each.cpu,
            name === 'floor' ? 1 : ratio,
            each.p99,
            each.longest,
            tokens === 2_000 || each.cpu.isLeast === true
              ? null
              : growthOf(each.cpu, smallest, tokens / 2_000),
            same.get(name) === true ? 'yes' : 'no',
          ],
          ...(name !== 'ours'
            ? {}
            : {
                met:
                  (goal === undefined || ratio.median <= goal) &&
                  each.longest <= goals.longest &&
                  each.cpu.isLeast !== true &&
                  same.get(name) === true,
              }),
        });
      }
    }
    return {
      about: `a streamed answer, ${tokensPerFrame} tokens a frame, Chromium ${browser.version()}; CPU of the page's main thread; with others, what takes over 3 s is done once, and what takes over ${limitMs / 1000} s by the clock is given up on; a frame is one at full speed, where each holds ${tokensPerFrame} tokens and the next comes at once`,
      why: 'Frames are timed by the clock: where the floor’s longest passes the limit too, other work on the machine held both up.',
      columns: [
        { name: 'CPU ms', digits: 0 },
        { name: 'x of floor', digits: 2, isRatio: true },
        { name: 'frame p99 ms', digits: 1 },
        { name: 'longest of all ms', digits: 1 },
        { name: 'growth from 2k (1 is linear)', digits: 2, isRatio: true },
        { name: 'same as at once' },
      ],
      rows,
    };
  } finally {
    await browser.close();
  }
}

/**
 * The two sizes run at different times, so their rounds are paired by number only, and a busy
 * moment doesn't affect both.
 */
function growthOf(cpu: Spread, smallest: Spread, times: number): Spread {
  return pair(cpu, smallest, (a, b) => a / b / times);
}

/** Measures all ways. Other painters that are slow run only once. */
async function measureAll(
  page: Page,
  session: CDPSession,
  tokens: number,
  options: BenchOptions,
): Promise<Map<string, Measured>> {
  const text = answer(tokens);
  const slow = new Set<string>();
  const once = async (name: string): Promise<Sample | undefined> => {
    if (slow.has(name)) return undefined;
    const sample = await measureOnce(page, session, name, text);
    const isLong = !sample.done || sample.cpuMs > 3_000;
    if (isLong && name !== 'ours' && name !== 'floor') slow.add(name);
    return sample;
  };
  const samples = await takeTurns(
    options,
    Object.fromEntries(ways.map(([name]) => [name, () => once(name)])),
    { unmeasured: 0, what: `${tokens / 1000}k tokens` },
  );
  return new Map(
    Object.entries(samples).map(([name, all]) => {
      const cpu = spread(all.map(({ cpuMs }) => cpuMs));
      return [
        name,
        {
          cpu: all.every(({ done }) => done) ? cpu : { ...cpu, isLeast: true },
          p99: spread(all.map(({ p99 }) => p99)),
          longest: Math.max(...all.map(({ longest }) => longest)),
        },
      ];
    }),
  );
}

async function measureOnce(
  page: Page,
  session: CDPSession,
  name: string,
  text: string,
): Promise<Sample> {
  await page.evaluate(
    ([way, whole, length, limit]) => paintBench.prepare(way, whole, length, limit),
    [
      name,
      text,
      tokensPerFrame * charactersPerToken,
      name === 'ours' || name === 'floor' ? 4 * limitMs : limitMs,
    ] as const,
  );
  await session.send('HeapProfiler.collectGarbage');
  const before = await threadTime(session);
  const { frames, wanted } = await page.evaluate(() => paintBench.run());
  const sorted = [...frames].sort((a, b) => a - b);
  return {
    cpuMs: (await threadTime(session)) - before,
    p99: sorted[Math.floor(sorted.length * 0.99)] ?? NaN,
    longest: sorted.at(-1) ?? NaN,
    done: frames.length === wanted,
  };
}

/** CPU time of the page's main thread so far, in milliseconds. */
async function threadTime(session: CDPSession): Promise<number> {
  const { metrics } = await session.send('Performance.getMetrics');
  return (metrics.find(({ name }) => name === 'ThreadTime')?.value ?? NaN) * 1000;
}

async function isSame(page: Page, name: string): Promise<boolean> {
  return page.evaluate(([way, text]) => paintBench.sameAsWhole(way, text, 37), [
    name,
    answer(2_000),
  ] as const);
}

async function load(page: Page): Promise<void> {
  const entry = join(import.meta.dirname, 'peers/ways.ts');
  const bundle = await bundleModule(entry, true, [join(import.meta.dirname, 'peers/node_modules')]);
  await page.setContent(
    `<!doctype html><html lang="en"><head><meta charset="utf-8"><style>
      body { margin: 0; background: #1f1f1f; color: #ccc; font: 13px sans-serif; --vscode-editor-font-family: monospace; --vscode-editor-font-size: 12px; }
      .bench-view { height: 800px; overflow: auto; padding: 0 12px; box-sizing: border-box; }
      ${bundle.css}</style></head><body class="vscode-dark"></body></html>`,
  );
  await page.addScriptTag({ content: bundle.js });
}
