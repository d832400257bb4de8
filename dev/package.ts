/** Builds the package `laplas-VERSION.vsix` and prints its size: `npm run package`. */
import { root } from './vscode/paths.ts';
import { packageLaplas } from './vscode/vsix.ts';

/** Maximum size of the package in bytes: performance.md of the design requires less than 400 KB. */
const limit = 400_000;

const { file, size, contents } = await packageLaplas(root);
const kilobytes = (size / 1000).toFixed(0);
console.log(`${file}: ${kilobytes} KB, ${contents.length} files (${contents.join(', ')})`);
if (size > limit) {
  console.error(`the package is larger than ${limit / 1000} KB`);
  process.exitCode = 1;
}
