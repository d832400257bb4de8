/** Fetches from the npm registry through the npm client, and lets nothing in but what was pinned. */
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import type { Pin } from './pins.ts';

const run = promisify(execFile);

export interface Extraction {
  /** Where the files go; made where it is missing. */
  readonly into: string;
  /** How many leading folders of the archive's paths to leave out. */
  readonly strip: number;
  /** The part of the archive that is wanted. */
  readonly only: string;
  readonly exclude?: readonly string[];
}

/**
 * Unpacks a part of a pinned package.
 * @throws Error when npm cannot fetch it, or when what it fetched has another checksum; nothing is unpacked then.
 */
export async function unpackPackage(pin: Pin, extraction: Extraction): Promise<void> {
  const { into, strip, only, exclude = [] } = extraction;
  const download = `${into}.download`;
  await mkdir(download, { recursive: true });
  const listing = await npm(['pack', pin.spec, '--json', '--pack-destination', download], download);
  const tarball = join(download, tarballName(listing));
  const integrity = await sha512(tarball);
  if (integrity !== pin.integrity) {
    throw new Error(`${pin.spec}: its checksum is ${integrity}, but ${pin.integrity} is pinned`);
  }
  await mkdir(into, { recursive: true });
  const excluded = exclude.map((path) => `--exclude=${path}`);
  await run('tar', ['-xzf', tarball, '-C', into, `--strip-components=${strip}`, ...excluded, only]);
  await rm(download, { recursive: true });
}

/** Installs a folder's dependencies by its own lockfile (npm checks each against the checksum there), running no script of theirs. */
export async function installDependencies(folder: string): Promise<void> {
  await npm(['install', '--omit=dev', '--ignore-scripts'], folder);
}

async function npm(args: readonly string[], cwd: string): Promise<string> {
  const quiet = ['--loglevel=error', '--no-audit', '--no-fund', '--no-update-notifier'];
  const command = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  const env = {
    ...process.env,
    npm_config_engine_strict: 'false',
    npm_config_prefer_offline: 'true',
  };
  const { stdout } = await run(command, [...args, ...quiet], { cwd, env, maxBuffer: 2 ** 26 });
  return stdout;
}

/** npm lists what it packed as an array of one. */
function tarballName(listing: string): string {
  const packed: unknown = JSON.parse(listing);
  const first: unknown = Array.isArray(packed) ? packed[0] : undefined;
  if (first instanceof Object && 'filename' in first && typeof first.filename === 'string') {
    return first.filename.replace(/^@/, '').replace('/', '-');
  }
  throw new Error(`npm pack answered with ${listing}`);
}

async function sha512(file: string): Promise<string> {
  const hash = createHash('sha512');
  await pipeline(createReadStream(file), hash);
  return `sha512-${hash.digest('base64')}`;
}
