/**
 * Finds values that are assigned to a name that denotes a secret, in the syntax of languages,
 * configuration files and commands. Each pattern is tried at one position and examines a bounded
 * number of characters.
 */
import { isPlaceholder, looksDrawn, looksStronglyDrawn } from './secretValues.ts';

/** Words in names of secrets. They are searched for first. */
export const nameWords: readonly string[] = [
  ...['secret', 'token', 'passw', 'passphrase', 'passcode', 'pwd', 'pass', 'credential', 'apikey'],
  ...['api_key', 'api-key', 'api key', 'key', 'pat', 'auth', 'pin', 'dsn', 'identified by'],
  ...['requirepass', 'cookie', 'bearer', 'signature', 'sas', 'salt', 'pepper', 'seed'],
];

/** How many characters are examined before and after a word. */
export const before = 60;
export const after = 420;

/** Names that clearly denote a secret: a value that looks random is enough. */
const strong =
  /secret|token|passw|passphrase|passcode|pwd|credential|api[_\- ]?key|(?:private|access|auth|account|encryption|signing|master|shared|service|license|admin|webhook|storage|client|session|hmac|jwt|consumer|deploy)[_-]?key|identified by|requirepass|(?:^|[^a-z])(?:pass|pat)(?:$|[^a-z])/i;
const strongCamel = /[a-z](?:Pass|Pat)(?:$|[A-Z_\d])/;
/** Names that may denote a secret: the value must be beyond doubt. */
const weak =
  /(?:[A-Za-z\d][_-]|[a-z\d])key\d{0,2}$|(?:[_-]|^)(?:auth|dsn|sas|salt|pepper|signature|cookie|seed|key)$|[a-z](?:Auth|Dsn|Sas|Salt|Pepper)$|(?:^|[^a-z])auth(?:$|[^a-z])|bearer/i;
/** Names of keys that aren't secrets. */
const harmless =
  /(?:public|pub|primary|foreign|unique|cache|sort|partition|hash|range|site|object|i18n|l10n|map|group|row|item|index|lookup|query|json|hot|short|arrow|data|react|storage|column|col|field|event|feature|flag|config|setting|locale|lang|route|menu|node|tree|style|theme|color|registry|localstorage|sessionstorage|dict|entry|prop|property|attr|attribute|on|is|has|get|set|last|next|prev|first|any|each|other|this|parent|child|path|file|name|type|enum|symbol|message|msg|translation|label|error|code|keyboard|modifier|meta|ctrl|alt|shift|esc|enter|tab|test|mock|track|idempotency|dedupe|de)[_-]?key\d*$/i;

/** Names of something about a secret, such as its name, location or type. */
const about =
  /(?:Id|ID|_id|Name|_name|Url|URL|_url|Uri|URI|_uri|Type|_type|Path|_path|File|_file|Count|Length|Expiry|Expires|[Ee]ndpoint|Header|Prefix|Pattern|Regex)$|tokeni[sz]/;

export interface Assignment {
  /** The name as written. */
  readonly name: string;
}

/** After the name: its closing characters, such as `"`, `']`, `}` or `")`. */
const closing = String.raw`["'\x60]?\s{0,4}[\])}]{0,2}["']?`;
/** Before a literal: a type's constructor, a call, or a prefix of the language. */
const wrapper = String.raw`(?:(?:new\s{1,4})?[\w.:&<>\[\]!$-]{0,40}\(\s{0,8}|\[\]byte\(|&|ConvertTo-SecureString\s{1,4}(?:-String\s{1,4})?)?[bBrRuUfFsSL@$]{0,2}`;
const type = String.raw`[A-Za-z_&*?(\[][\w.<>\[\]|&?*',() ]{0,60}`;
const separators = [
  // TypeScript, Python, Rust, Kotlin, Swift, Scala: a type after a colon.
  String.raw`[?!]{0,2}\s{0,8}:\s{0,8}${type}?\s{0,8}=\s{0,8}`,
  // Go, C: `token string = `, `token[] = `, SQL and Visual Basic: `password AS String = `.
  String.raw`(?:\[\d{0,5}\]|\s{1,8}(?:As\s{1,4})?[A-Za-z_*][\w.*\[\]]{0,30})\s{0,8}=\s{0,8}`,
  // An assignment, a mapping, a comparison.
  String.raw`\s{0,8}(?::=|={1,3}>?|!={1,2}|\+=|\?\?=|\|\|=|\?=|<-|->|:)\s{0,8}`,
  // A fallback: `?? "…"`, `|| "…"`, `or "…"`, `?: "…"`, and `${TOKEN:-…}`.
  String.raw`["']?\s{0,4}[\])]{0,2}\s{0,8}(?:\?\?|\|\||\bor\b|\?:)\s{0,8}`,
  // A call with name and value: `define('X', '…')`, `.put("x", "…")`, `getenv("X", "…")`.
  String.raw`["'\x60]?\]?\)?\s{0,4},\s{0,8}`,
  // A pair of name and value: JSON of AWS and Kubernetes, XML's `add`, Terraform, YAML.
  String.raw`["'\x60]?\s{0,4}[,{]?\s{0,40}(?:type\s{0,4}=\s{0,4}["']\w{1,20}["']\s{0,4})?["']?(?:value|val|default|defaultValue|content|initialValue)["']?\s{0,4}[:=]\s{0,8}`,
  // A call, or C++'s braces: `setPassword("…")`, `token{"…"}`.
  String.raw`\s{0,2}[({]\s{0,8}`,
  // A C# property with accessors.
  String.raw`\s{0,4}\{[^{}\n]{0,40}\}\s{0,4}=\s{0,4}`,
  // Prose.
  String.raw`\s{1,4}(?:is|was):?\s{1,4}`,
  // A word and a literal: C's `#define`, SQL's `PASSWORD '…'`, a shell's `--password "…"`, Tcl,
  // PowerShell.
  String.raw`\s{1,8}`,
].map((each) => `${closing}${each}`);

const quotedSources = separators.map(
  (separator) =>
    new RegExp(
      `${separator}${wrapper}(?:"{2}(?=")|'{2}(?='))?(["'\x60])((?:(?!\\1)[^\\n\\\\]|\\\\.){6,300})\\1`,
      'iy',
    ),
);
/** Lua's `[[…]]` and Perl's `q(…)`. */
const otherQuotes = [
  new RegExp(String.raw`${closing}\s{0,8}=>?\s{0,8}\[\[([^\]\n]{8,300})\]\]`, 'iy'),
  new RegExp(
    String.raw`${closing}\s{0,8}=>?\s{0,8}q{1,2}[({\[/|]([^)}\]/|\n]{8,300})[)}\]/|]`,
    'iy',
  ),
];
const bare = String.raw`([^\s"'\x60,;&<>|(){}\[\]]{8,300})`;
const unquoted = [
  // A line of a settings file, a connection string, a query, a flag.
  new RegExp(String.raw`["']?\s{0,8}(?::=|=|:)\s{0,8}${bare}(?=$|[\s;,&"'\x60|)}\]<])`, 'iy'),
  // XML: `<password>…</password>`, `<string name="api_key">…</string>`.
  new RegExp(
    String.raw`["']?[^<>\n]{0,60}>\s{0,8}(?:<string>\s{0,8}|<!\[CDATA\[|<value>\s{0,8})?${bare}\s{0,8}(?:\]\]>\s{0,8})?</`,
    'iy',
  ),
  // Property lists: `<key>ApiToken</key> <string>…</string>`.
  new RegExp(String.raw`</key>\s{0,20}<string>\s{0,8}${bare}\s{0,8}</`, 'iy'),
  // A pair of name and value in YAML.
  new RegExp(String.raw`["']?\s{0,40}(?:value|default):[ \t]{1,8}${bare}(?=$|\s)`, 'iy'),
  // A table, prose.
  new RegExp(String.raw`["'\x60]?\s{0,20}\|\s{0,20}${bare}(?=\s{0,20}\|)`, 'iy'),
  new RegExp(String.raw`["'\x60]?\s(?:is|was):?\s${bare}(?=$|[\s,.])`, 'iy'),
  // Fallbacks of a shell and of templates: `${TOKEN:-…}`.
  new RegExp(String.raw`:?[-=]${bare}\}`, 'iy'),
];
/**
 * A name and a value with only white space between them. Applies only to lines of commands and of
 * such files.
 */
const spaced = new RegExp(String.raw`["']?\s{1,8}${bare}(?=$|[\s;"'])`, 'iy');
const spacedLine =
  /(?:^|\s)--?[\w-]{0,40}$|^\s*(?:ENV|ARG|setenv|set|#\s*define|%define|machine|login|password|requirepass|masterauth|auth)\b[^=\n]{0,50}$|\blogin\s+\S{1,60}\s+\w{0,20}$/i;
/** A line of a settings file. Characters that are syntax in code are part of the value there. */
const settingsLine =
  /(?:^|\n)[ \t]*(?:export[ \t]+|set[ \t]+|-[ \t]+|ENV[ \t]+|ARG[ \t]+|\$env:|["']?)?[\w.-]{0,60}$/i;
const wholeValue = /["']?[ \t]{0,4}[=:][ \t]{0,4}([^\s"'\x60]{8,120})[ \t]*(?=$|\r?\n)/iy;

/**
 * The assignment whose name contains the word at this position of a text of bounded length.
 *
 * @param text the text around the word
 * @param at offset of the word in `text`
 * @param length length of the word
 */
export function assignmentAt(text: string, at: number, length: number): Assignment | undefined {
  const first = /[\w.-]{0,40}$/.exec(text.slice(0, at))?.[0] ?? '';
  const rest =
    /^[\w-]{0,40}(?:\.[\w-]{1,20}(?=\s{0,4}[=:]))?/.exec(text.slice(at + length))?.[0] ?? '';
  const start = at - first.length;
  const end = at + length + rest.length;
  const name = text.slice(start, end);
  const isStrong = strong.test(name) || strongCamel.test(name);
  if (about.test(name)) return undefined;
  if (!isStrong && (!weak.test(name) || harmless.test(name))) return undefined;
  const accepts = isStrong ? looksDrawn : looksStronglyDrawn;
  const isFound =
    [...quotedSources, ...otherQuotes].some((pattern) =>
      accepts(valueAt(pattern, text, end) ?? ''),
    ) ||
    unquoted.some((pattern) => acceptsBare(valueAt(pattern, text, end) ?? '', accepts)) ||
    (spacedLine.test(text.slice(0, end)) &&
      acceptsBare(valueAt(spaced, text, end) ?? '', accepts)) ||
    (settingsLine.test(text.slice(0, start)) && isSign(valueAt(wholeValue, text, end) ?? ''));
  return isFound ? { name } : undefined;
}

function valueAt(pattern: RegExp, text: string, at: number): string | undefined {
  pattern.lastIndex = at;
  const match = pattern.exec(text);
  return match === null ? undefined : (match[2] ?? match[1]);
}

/**
 * An unquoted value may be code. One that looks like an identifier must be longer, because
 * identifiers are longer than the shortest passwords.
 */
function acceptsBare(value: string, accepts: (value: string) => boolean): boolean {
  return value.length >= 8 &&
    !/^[A-Za-z_$]\w*\.[A-Za-z_$]/.test(value) &&
    !/^[a-z]+[A-Z]?\w*\d?$/.test(value)
    ? accepts(value)
    : value.length >= 12 && accepts(value);
}

/**
 * Whether a value, alone on its line, is a password with characters that are also syntax in code.
 */
function isSign(value: string): boolean {
  return (
    /[()<>{}[\]|&;,]/.test(value) &&
    !/[;,]$/.test(value) &&
    !/[A-Za-z_]{3}\(|\w\.\w+\(|=>|^[<{[(].*[>}\])]$|^[A-Za-z_$]{3,}[<([]/.test(value) &&
    !isPlaceholder(value) &&
    /[a-z]/.test(value) &&
    /[A-Z]/.test(value) &&
    looksDrawn(value)
  );
}
