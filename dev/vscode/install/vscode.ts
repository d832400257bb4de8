/** VS Code itself: its server, which runs extensions in Node, and its workbench, which a browser shows. */
import { build } from 'esbuild';
import { existsSync } from 'node:fs';
import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { installDependencies, unpackPackage } from './npm.ts';
import { droppedDependencies, droppedExtensions, typescript, vscode } from './pins.ts';

export async function installVsCode(folder: string): Promise<void> {
  await unpackPackage(vscode, {
    into: folder,
    strip: 3,
    only: 'package/lib/vscode',
    exclude: droppedExtensions.map((name) => `package/lib/vscode/extensions/${name}`),
  });
  await Promise.all([
    dropDependencies(folder).then(() => installDependencies(folder)),
    unpackPackage(typescript, {
      into: join(folder, 'extensions/node_modules/typescript'),
      strip: 1,
      only: 'package',
    }),
  ]);
  const modules = join(folder, 'node_modules');
  await Promise.all([
    keepOnly(join(modules, '@vscode/ripgrep-universal/bin')),
    keepOnly(join(modules, 'node-pty/prebuilds')),
    standIn('spdlog', join(modules, '@vscode/spdlog')),
    standIn('nativeWatchdog', join(modules, '@vscode/native-watchdog')),
  ]);
}

async function dropDependencies(folder: string): Promise<void> {
  const file = join(folder, 'package.json');
  const manifest = JSON.parse(await readFile(file, 'utf8')) as {
    dependencies: Record<string, string>;
  };
  for (const name of droppedDependencies) delete manifest.dependencies[name];
  await writeFile(file, JSON.stringify(manifest, undefined, 2));
}

/** Leaves of a folder of prebuilt binaries what this platform runs. */
async function keepOnly(folder: string): Promise<void> {
  if (!existsSync(folder)) return;
  const platform = `${process.platform}-${process.arch}`;
  const others = (await readdir(folder)).filter((name) => name !== platform);
  await Promise.all(others.map((name) => rm(join(folder, name), { recursive: true })));
}

/** Puts one of our stand-ins where VS Code looks for a native module. */
async function standIn(name: string, folder: string): Promise<void> {
  await build({
    entryPoints: [join(import.meta.dirname, 'standIns', `${name}.ts`)],
    outfile: join(folder, 'index.js'),
    platform: 'node',
    format: 'cjs',
    logLevel: 'warning',
  });
  await writeFile(
    join(folder, 'package.json'),
    JSON.stringify({ name, version: '0.0.0', type: 'commonjs', main: 'index.js' }),
  );
}
