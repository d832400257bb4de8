/**
 * Writes the generated parts of the documentation: `npm run docs`. A unit test checks that they are
 * up to date.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { format } from 'prettier';
import { promises } from './promises.ts';
import { troubleshooting } from './troubleshooting.ts';

interface Setting {
  readonly default?: unknown;
  readonly markdownDescription?: string;
}

const root = new URL('..', import.meta.url);
const read = (name: string): string => readFileSync(new URL(name, root), 'utf8');

/** README.md with a table of the settings in package.json. */
export async function readme(): Promise<string> {
  const manifest = JSON.parse(read('package.json')) as {
    contributes: { configuration: { properties: Record<string, Setting> } };
  };
  const rows = Object.entries(manifest.contributes.configuration.properties).map(
    ([name, setting]) =>
      `| \`${name}\` | ${defaultOf(setting)} | ${setting.markdownDescription ?? ''} |`,
  );
  const table = ['| setting | default | what it does |', '| --- | --- | --- |', ...rows].join('\n');
  const text = read('README.md').replace(
    /(<!-- settings:[^\n]*-->\n)[\s\S]*?(<!-- \/settings -->)/,
    (_, start: string, end: string) => `${start}\n${table}\n\n${end}`,
  );
  return format(text, { parser: 'markdown', printWidth: 100 });
}

function defaultOf({ default: value }: Setting): string {
  return value === null || value === undefined ? 'unset' : `\`${JSON.stringify(value)}\``;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  writeFileSync(new URL('README.md', root), await readme());
  mkdirSync(new URL('docs/', root), { recursive: true });
  writeFileSync(new URL('docs/promises.md', root), await promises());
  writeFileSync(new URL('docs/troubleshooting.md', root), await troubleshooting());
}
