/** The languages that code is coloured in, by their names and the aliases that models write after a fence. */
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
import { clojure } from '@codemirror/legacy-modes/mode/clojure';
import { cmake } from '@codemirror/legacy-modes/mode/cmake';
import { css, less, sCSS } from '@codemirror/legacy-modes/mode/css';
import { diff } from '@codemirror/legacy-modes/mode/diff';
import { dockerFile } from '@codemirror/legacy-modes/mode/dockerfile';
import { erlang } from '@codemirror/legacy-modes/mode/erlang';
import { go } from '@codemirror/legacy-modes/mode/go';
import { groovy } from '@codemirror/legacy-modes/mode/groovy';
import { haskell } from '@codemirror/legacy-modes/mode/haskell';
import { javascript, json, typescript } from '@codemirror/legacy-modes/mode/javascript';
import { julia } from '@codemirror/legacy-modes/mode/julia';
import { lua } from '@codemirror/legacy-modes/mode/lua';
import { fSharp, oCaml } from '@codemirror/legacy-modes/mode/mllike';
import { nginx } from '@codemirror/legacy-modes/mode/nginx';
import { perl } from '@codemirror/legacy-modes/mode/perl';
import { powerShell } from '@codemirror/legacy-modes/mode/powershell';
import { properties } from '@codemirror/legacy-modes/mode/properties';
import { protobuf } from '@codemirror/legacy-modes/mode/protobuf';
import { python } from '@codemirror/legacy-modes/mode/python';
import { r } from '@codemirror/legacy-modes/mode/r';
import { ruby } from '@codemirror/legacy-modes/mode/ruby';
import { rust } from '@codemirror/legacy-modes/mode/rust';
import { shell } from '@codemirror/legacy-modes/mode/shell';
import { standardSQL } from '@codemirror/legacy-modes/mode/sql';
import { stex } from '@codemirror/legacy-modes/mode/stex';
import { swift } from '@codemirror/legacy-modes/mode/swift';
import { toml } from '@codemirror/legacy-modes/mode/toml';
import { xml } from '@codemirror/legacy-modes/mode/xml';
import { yaml } from '@codemirror/legacy-modes/mode/yaml';
import { elixir, graphql, hcl, makefile, markdown, php } from './ownModes.ts';
import { html } from './htmlMode.ts';

type Language = readonly [names: string, parser: StreamParser<unknown>];

const all: readonly Language[] = [
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
  ['swift', swift],
  ['ruby rb', ruby],
  ['php', php],
  ['bash sh shell zsh shellscript console terminal fish', shell],
  ['powershell ps1 pwsh ps', powerShell],
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
  ['lua', lua],
  ['perl pl', perl],
  ['r', r],
  ['julia jl', julia],
  ['haskell hs', haskell],
  ['clojure clj cljs edn', clojure],
  ['erlang erl', erlang],
  ['elixir ex exs', elixir],
  ['groovy gradle jenkinsfile', groovy],
  ['cmake', cmake],
  ['makefile make mk', makefile],
  ['nginx', nginx],
  ['protobuf proto', protobuf],
  ['fsharp f# fs', fSharp],
  ['ocaml ml', oCaml],
  ['latex tex', stex],
  ['graphql gql', graphql],
  ['hcl terraform tf', hcl],
  ['markdown md mdx', markdown],
];

export const languages: ReadonlyMap<string, StreamParser<unknown>> = new Map(
  all.flatMap(([names, parser]) => names.split(' ').map((name) => [name, parser] as const)),
);
