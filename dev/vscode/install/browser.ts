/** A headless Chromium that is whole inside an npm package: its binary, its libraries, and a font. */
import { execFile } from 'node:child_process';
import { createReadStream, createWriteStream, existsSync } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import { createBrotliDecompress } from 'node:zlib';
import { unpackPackage } from './npm.ts';
import { chromium } from './pins.ts';

const run = promisify(execFile);
const archives = ['al2023.tar', 'fonts.tar', 'swiftshader.tar'];

/** What a browser needs to start. */
export interface Browser {
  readonly executablePath: string;
  readonly env: NodeJS.ProcessEnv;
}

/** Unpacks the browser where the package has one for this platform; elsewhere LAPLAS_BROWSER names one. */
export async function installBrowser(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  if (process.platform !== 'linux' || process.arch !== 'x64') return;
  const packed = `${folder}-packed`;
  await unpackPackage(chromium, { into: packed, strip: 2, only: 'package/bin' });
  await Promise.all(['chromium', ...archives].map((name) => decompress(packed, folder, name)));
  for (const name of archives) {
    await run('tar', ['-xf', join(folder, name), '-C', folder, '--no-same-owner']);
    await rm(join(folder, name));
  }
  await rm(packed, { recursive: true });
}

/** @throws Error when there is no browser for this platform. */
export async function browserIn(folder: string): Promise<Browser> {
  const named = process.env['LAPLAS_BROWSER'];
  if (named !== undefined) return { executablePath: named, env: process.env };
  const executablePath = join(folder, 'chromium');
  if (!existsSync(executablePath)) {
    throw new Error('no headless browser for this platform: name a Chromium in LAPLAS_BROWSER');
  }
  const libraries = [join(folder, 'lib'), process.env['LD_LIBRARY_PATH']].filter(Boolean).join(':');
  return {
    executablePath,
    env: { ...process.env, LD_LIBRARY_PATH: libraries, FONTCONFIG_FILE: await fontsFile(folder) },
  };
}

/** Chromium dies without any font, so where the system has no list of fonts it gets one with the package's own. */
async function fontsFile(folder: string): Promise<string> {
  const system = '/etc/fonts/fonts.conf';
  if (existsSync(system)) return system;
  const file = join(folder, 'fonts.conf');
  await writeFile(
    file,
    `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig><dir>${join(folder, 'fonts')}</dir><dir>/usr/share/fonts</dir><cachedir>${join(folder, 'fonts-cache')}</cachedir></fontconfig>`,
  );
  return file;
}

async function decompress(from: string, to: string, name: string): Promise<void> {
  await pipeline(
    createReadStream(join(from, `${name}.br`)),
    createBrotliDecompress(),
    createWriteStream(join(to, name), { mode: 0o755 }),
  );
}
