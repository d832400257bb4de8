/**
 * Reads the file name from a code block's info string, in the forms that models use: `ts
 * src/app.ts`, `ts:src/app.ts`, `ts title="src/app.ts"`.
 */

/** A name with an extension, a dotfile, or a well-known name such as `Makefile`. */
const fileName =
  /(?:^|[/\\])(?:[^/\\]+\.[A-Za-z][A-Za-z0-9_]{0,11}|\.[\p{L}\d][^/\\]*|Dockerfile|Makefile|Gemfile|Rakefile|Procfile|Jenkinsfile|LICENSE|README)$/u;
const key = String.raw`(?:title|file|file[-_]?name|file[-_]?path|path|name|src)`;
const keyed = new RegExp(
  String.raw`(?:^|[\s,{])${key}\s*[=:]\s*(?:"([^"]+)"|'([^']+)'|(.+?)(?=,?\s+[\w-]+\s*=|[\s,]*\}|,?\s*$))`,
  'i',
);

/** The file name as written, with `/` as separator; undefined if the info string contains none. */
export function fileNameIn(info: string): string | undefined {
  const text = info.trim();
  const [, double, single, bare] = keyed.exec(text) ?? [];
  const named = double ?? single ?? bare;
  if (named !== undefined) {
    const name = asFileName(named);
    if (name !== undefined) return name;
  }
  if (/^[A-Za-z]:[\\/]/.test(text)) return asFileName(text);
  // `12:34:src/app.ts` starts with line numbers, `ts:src/app.ts` with the language.
  const prefixed = /^(?:\d+:\d+|[\w+#.-]+):(?![/\\]{2})(.+)$/.exec(text)?.[1];
  if (prefixed !== undefined) {
    const name = asFileName(prefixed);
    if (name !== undefined) return name;
  }
  const [first = ''] = text.split(/\s/, 1);
  if (/[./\\]/.test(first)) return asFileName(text) ?? asFileName(first);
  const rest = text
    .slice(first.length)
    .replace(/(?:^|\s)\{[\d\s,-]*\}(?=\s|$)/g, ' ')
    .replace(/(?:^|\s)[\w-]+=(?:"[^"]*"|'[^']*'|\S+)/g, ' ')
    .trim();
  // Words may follow the name: `ts src/app.ts (updated)`.
  return (
    asFileName(rest) ??
    asFileName(rest.replace(/\s+\([^()]*\)$/, '')) ??
    asFileName(rest.split(/\s/, 1)[0] ?? '')
  );
}

/**
 * The text without surrounding quotes, comment delimiters and line numbers; undefined if the rest
 * isn't a file name.
 */
function asFileName(text: string): string | undefined {
  if (/^[a-z][a-z\d+.-]+:\/\//i.test(text.trim())) return undefined;
  let name = text.trim().replace(/^(?:\/\/|#|--|;|<!--|\/\*)\s*/, '');
  name = name.replace(/\s*(?:-->|\*\/)$/, '');
  const around = /^(?:"(.+)"|'(.+)'|`(.+)`|\((.+)\)|\{(.+)\}|\[(.+)\]|<(.+)>|\*\*(.+)\*\*)$/.exec(
    name,
  );
  name = around?.slice(1).find((each) => each !== undefined) ?? name;
  name = name
    .replace(
      /(?:#L?\d+(?:-L?\d+)?|:\d+(?:[-:]\d+)?|\s*\((?:lines?\s*)?\d+(?:\s*[-–]\s*\d+)?\))$/i,
      '',
    )
    .replace(/[\\/]+/g, '/')
    .trim();
  return fileName.test(name) && !/[\n*?"<>|]/.test(name) ? name : undefined;
}
