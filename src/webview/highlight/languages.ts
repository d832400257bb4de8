/**
 * The highlighted languages, by name and by the aliases that models write after a fence. Rarely
 * used languages are in a separate file, which is loaded when code first needs one.
 */
import type { StreamParser } from '@codemirror/streamparser';
import {
  c,
  cpp,
  csharp,
  dart,
  java,
  kotlin,
  objectiveC,
  scala,
  shader,
} from '@codemirror/legacy-modes/mode/clike';
import { css, less, sCSS } from '@codemirror/legacy-modes/mode/css';
import { diff } from '@codemirror/legacy-modes/mode/diff';
import { dockerFile } from '@codemirror/legacy-modes/mode/dockerfile';
import { go } from '@codemirror/legacy-modes/mode/go';
import { javascript, json, typescript } from '@codemirror/legacy-modes/mode/javascript';
import { properties } from '@codemirror/legacy-modes/mode/properties';
import { protobuf } from '@codemirror/legacy-modes/mode/protobuf';
import { python } from '@codemirror/legacy-modes/mode/python';
import { ruby } from '@codemirror/legacy-modes/mode/ruby';
import { rust } from '@codemirror/legacy-modes/mode/rust';
import { shell } from '@codemirror/legacy-modes/mode/shell';
import { standardSQL } from '@codemirror/legacy-modes/mode/sql';
import { toml } from '@codemirror/legacy-modes/mode/toml';
import { xml } from '@codemirror/legacy-modes/mode/xml';
import { yaml } from '@codemirror/legacy-modes/mode/yaml';
import { elixir, graphql, hcl, makefile, markdown, php } from './ownModes.ts';
import { html } from './htmlMode.ts';

type Language = readonly [names: string, parser: StreamParser<unknown>];

const atOnce: readonly Language[] = [
  ['javascript js jsx mjs cjs node', javascript],
  ['typescript ts tsx mts cts', typescript],
  ['json jsonc json5 jsonl', json],
  ['python py python3 pyi ipython', python],
  ['c h', c],
  ['cpp c++ cc cxx hpp hxx arduino ino cuda', cpp],
  ['csharp c# cs', csharp],
  ['java', java],
  ['kotlin kt kts', kotlin],
  ['scala sc', scala],
  ['dart', dart],
  ['objective-c objectivec objc m', objectiveC],
  ['glsl shader hlsl wgsl', shader],
  ['go golang', go],
  ['rust rs', rust],
  ['ruby rb', ruby],
  ['php', php],
  ['bash sh shell zsh shellscript console terminal fish', shell],
  ['sql mysql postgresql postgres sqlite plsql tsql', standardSQL],
  ['css', css],
  ['scss sass', sCSS],
  ['less', less],
  ['html htm xhtml vue svelte astro', html],
  ['xml svg xsl xsd plist csproj', xml],
  ['yaml yml', yaml],
  ['toml', toml],
  ['ini properties cfg conf dotenv env', properties],
  ['dockerfile docker containerfile', dockerFile],
  ['diff patch', diff],
  ['elixir ex exs', elixir],
  ['makefile make mk', makefile],
  ['protobuf proto', protobuf],
  ['graphql gql', graphql],
  ['hcl terraform tf', hcl],
  ['markdown md mdx', markdown],
];

const later = {
  clojure: 'clojure clj cljs edn',
  cmake: 'cmake',
  erlang: 'erlang erl',
  fSharp: 'fsharp f# fs',
  groovy: 'groovy gradle jenkinsfile',
  haskell: 'haskell hs',
  julia: 'julia jl',
  lua: 'lua',
  nginx: 'nginx',
  oCaml: 'ocaml ml',
  perl: 'perl pl',
  powerShell: 'powershell ps1 pwsh ps',
  r: 'r',
  stex: 'latex tex',
  swift: 'swift',
} as const;

type LaterLanguage = keyof typeof later;

const known = new Map(atOnce.flatMap(([names, parser]) => named(names, parser)));

/** The languages that are loaded. */
export const languages: ReadonlyMap<string, StreamParser<unknown>> = known;

const laterNames = new Set(Object.values(later).flatMap((names) => names.split(' ')));
let loading: Promise<void> | undefined;

/**
 * Loads a language that is not loaded yet. When the promise resolves, `languages` has it, unless
 * its file could not be read. Undefined if the language is already loaded or unknown.
 */
export function fetchLanguage(name: string): Promise<void> | undefined {
  if (known.has(name) || !laterNames.has(name)) return undefined;
  loading ??= load();
  return loading;
}

async function load(): Promise<void> {
  try {
    const parsers: Readonly<Record<LaterLanguage, StreamParser<unknown>>> = (
      await import('./laterLanguages.ts')
    ).parsers;
    for (const [key, parser] of Object.entries(parsers)) {
      if (isLater(key)) for (const entry of named(later[key], parser)) known.set(...entry);
    }
  } catch {
    loading = undefined;
  }
}

function isLater(key: string): key is LaterLanguage {
  return key in later;
}

function named(
  names: string,
  parser: StreamParser<unknown>,
): (readonly [string, StreamParser<unknown>])[] {
  return names.split(' ').map((name) => [name, parser] as const);
}
