/** Heuristics about code: the names it defines, its language family, and whether a text is code. */

/**
 * The names that a text defines in common languages: functions, classes, types, methods, and
 * variables that hold a function.
 */
export function definedNames(text: string): string[] {
  const names: string[] = [];
  for (const line of text.split(/\r\n|\r|\n/)) {
    const name = definedName(line);
    if (name !== undefined) names.push(name);
  }
  return names;
}

/** The name whose definition starts on a line, or undefined. */
export function definedName(line: string): string | undefined {
  const keyword =
    /^\s*(?:(?:export|default|pub(?:\(\w+\))?|public|private|protected|internal|static|async|abstract|final|override|open|inline|local|unsafe|extern|virtual|sealed|data)\s+)*(?:function\*?|def|class|func|fun|fn|interface|type|enum|struct|trait|impl|module|object|record|namespace|sub|proc|macro)\s+(?:\([^)]*\)\s*)?([\w$.:?!]+)/.exec(
      line,
    )?.[1];
  if (keyword !== undefined) return keyword.replace(/:$/, '');
  const method =
    /^\s*(?:[\w$<>[\],.*&:~?@]+\s+)*([\w$~]+)\s*(?:<[^>]*>)?\([^;]*\)[^;={]*(?:=>\s*)?\{\s*$/.exec(
      line,
    )?.[1];
  if (method !== undefined && !control.test(method)) return method;
  const variable =
    /^\s*(?:export\s+)?(?:const|let|var|val)\s+([\w$]+)\s*(?::[^=]*)?=\s*(?:async\s*)?(?:\(|function\b|\w+\s*=>)/.exec(
      line,
    )?.[1];
  return variable;
}

const control =
  /^(?:if|for|while|switch|catch|with|return|else|do|try|foreach|elif|unless|until|match|lock|using)$/;

/**
 * Maps fence labels and VS Code language ids to a family: one language, or languages that are
 * written in the same file.
 */
const families: Readonly<Record<string, string>> = {};

function family(name: string, labels: string): void {
  for (const label of labels.split(' ')) Object.assign(families, { [label]: name });
}
family(
  'shell',
  'sh bash shell zsh fish console terminal shellsession shellscript powershell pwsh ps1 cmd bat batch',
);
family(
  'script',
  'js javascript jsx javascriptreact ts typescript tsx typescriptreact mjs cjs mts cts',
);
family('style', 'css scss sass less stylus postcss');
family('markup', 'html xml xhtml svg');
family('python', 'python py python3 pyi');
family('data', 'json jsonc json5 yaml yml toml ini properties');
family('sql', 'sql mysql pgsql postgres postgresql plsql sqlite tsql');
family('c', 'c cpp c++ cc h hpp objc objective-c objective-cpp');
family('csharp', 'cs csharp c#');
family('java', 'java kotlin kt scala groovy');
family('go', 'go golang');
family('rust', 'rust rs');
family('ruby', 'ruby rb');
family('php', 'php');
family('swift', 'swift');
family('lua', 'lua');
family('output', 'output log stdout');
family('document', 'markdown md mdx');

export function languageFamily(label: string | undefined): string | undefined {
  return Object.hasOwn(families, label ?? '') ? families[label ?? ''] : undefined;
}

/** Whether code with this fence label certainly doesn't belong in a document of this language. */
export function isOtherLanguage(label: string, language: string | undefined): boolean {
  const own = languageFamily(label);
  const wanted = languageFamily(language);
  if (own === undefined || wanted === undefined || own === wanted) return false;
  // Documents in these languages embed other languages.
  return !/^(?:markup|document|php|ruby)$/.test(wanted);
}

/** Language ids of documents that are prose. */
const proseLanguages =
  /^(?:markdown|mdx|plaintext|restructuredtext|asciidoc|latex|tex|quarto|rmd|typst|git-commit)$/;

/**
 * Whether a response without a code block can be offered as code for a document of this language.
 * False for sentences and in unclear cases. A document that is prose accepts sentences too.
 */
export function looksLikeCode(text: string, language?: string): boolean {
  const lines = text.split(/\r\n|\r|\n/).filter((line) => line.trim() !== '');
  const [first = ''] = lines;
  if (lines.length === 0 || isToUser.test(first.trim())) return false;
  if (proseLanguages.test(language ?? '')) return !/\?\s*$/.test(lines.at(-1) ?? '');
  const prose = lines.filter(isSentence).length;
  const code = lines.filter(isCodeLine).length;
  return prose === 0 && code * 2 >= lines.length;
}

/** Openings that models use when they address the user. */
const isToUser =
  /^(?:i\b|i['’](?:m|ve|ll|d)\b|sorry|unfortunately|sure|certainly|of course|okay|here(?:['’]s| is| are)\b|could you|can you|please|to (?:fix|do|make|help|proceed)\b|this (?:code|function|method)\b|the (?:code|selected|selection|provided)\b|it (?:looks|seems)\b|there (?:is|are)\b|you\b|yes\b|no,)/i;

function isSentence(line: string): boolean {
  const text = line.trim();
  if (/^(?:\/\/|#|--|\/?\*|;|%|<!--|"""|\'\'\')/.test(text)) return false;
  const words = text.match(/(?<![\w.$])[A-Za-z’']+(?=[\s,.;:!?)]|$)/g) ?? [];
  return (
    words.length >= 5 &&
    /^[A-Z*>\d-]/.test(text) &&
    /[.?!:]\W{0,2}$/.test(text) &&
    !/[;{}]\s*$|=>|\w\(\w*\)\s*[:{]$/.test(text)
  );
}

function isCodeLine(line: string): boolean {
  const text = line.trim();
  if (/^(?:\/\/|#|--|\/?\*|;|<!--|"""|@)/.test(text)) return true;
  if (/[;{}()[\],]$|=>|:=|->|[^=!<>]=[^=]|^<\/?\w|\w\(.*\)|^\s*[\w"'.-]+:\s*\S*$/.test(text))
    return true;
  return (
    /^(?:return|import|from|const|let|var|def|class|func|fn|if|else|elif|for|while|end|use|package|select|insert|update|delete|create|pass|break|continue|raise|throw|yield)\b/i.test(
      text,
    ) && !/[.?!]$/.test(text)
  );
}
