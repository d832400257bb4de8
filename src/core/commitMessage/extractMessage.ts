/**
 * Extracts the commit message from a response and removes what models add around it. Text that
 * could be part of the message is preserved.
 */

/** @param response The complete response, or the part received so far. */
export function extractMessage(response: string): string {
  const text = withoutThoughts(response.replaceAll(/\r\n?/g, '\n'))
    .replaceAll(/<\/?commit[ _-]?message>/gi, '')
    .trim();
  const block = blockIn(text);
  const message = block ?? withoutClosingWords(withoutIntroduction(text));
  return unquoted(withoutLabels(fromCommand(message).trim()));
}

/** Removes reasoning in tags. An unclosed tag extends to the end. */
function withoutThoughts(text: string): string {
  return text.replace(/^\s*<(think|thinking|thought)>[^]*?(?:<\/\1>|$)/i, '');
}

/**
 * Returns the first fenced block, if only an introduction precedes it. Otherwise the fence is part
 * of the message.
 */
function blockIn(text: string): string | undefined {
  const match = /^([ \t]*)(`{3,}|~{3,})[^\n`]*(?:\n|$)/m.exec(text);
  if (match === null) return undefined;
  const [opening, indent = '', fence = ''] = match;
  const above = text.slice(0, match.index).trim();
  if (above !== '' && !isIntroduction(above)) return undefined;
  const rest = text.slice(match.index + opening.length);
  const end = rest.search(new RegExp(`^[ \\t]*${fence}[\`~]*[ \\t]*$`, 'm'));
  const lines = (end === -1 ? rest : rest.slice(0, end)).split('\n');
  return lines
    .map((line) => (line.startsWith(indent) ? line.slice(indent.length) : line))
    .join('\n');
}

const introduction =
  /^(?:#+ |\*\*)?(?:sure|certainly|of course|okay|ok|great|here(?:['’]s| is| are| it is| you go)|based on|given|the following|below (?:is|are)|looking at|i (?:would|suggest|recommend|['’]d)|(?:suggested |proposed |generated |possible |recommended )?(?:git )?commit messages?|(?:option|alternative|version) (?:1|a|one)\b)/i;

/** Returns true if the text before the message is an introduction for the user. */
function isIntroduction(text: string): boolean {
  const [first = '', ...others] = text.split('\n');
  if (introduction.test(first.trim())) return true;
  return others.length === 0 && /:\W*$|^(?:option|alternative|version)\b/i.test(first);
}

function withoutIntroduction(text: string): string {
  const [first = '', ...others] = text.split('\n');
  const rest = others.join('\n').trim();
  if (!introduction.test(first.trim()) || !/:\W*$/.test(first) || rest === '') return text;
  const several = /\b(?:options|alternatives|messages|versions|suggestions)\b/i.test(first);
  if (several) return firstOf(rest);
  // An analysis of the changes may precede the message.
  const header = rest.search(/^[a-z]+(?:\([^)\n]*\))?!?: \S/m);
  return header > 0 ? rest.slice(header) : rest;
}

/** The first item of a list of messages. */
function firstOf(list: string): string {
  const items = list.split(
    /^[ \t]*(?:\*\*)?(?:\d+[.)]|[-*]|(?:option|alternative) \d+:?)[ \t]*(?:\*\*)?/im,
  );
  return (items.find((item) => item.trim() !== '') ?? list).trim();
}

/** Removes remarks for the user after the message. */
function withoutClosingWords(text: string): string {
  const parts = text.split(/\n{2,}/);
  const remark =
    /^(?:let me know\b|feel free\b|i hope this\b|would you like\b|(?:this|the|your) commit message\b|(?:explanation|reasoning)\b[^\n]*:|\*\*(?:explanation|reasoning)\b|i (?:chose|used|wrote|followed|kept)\b)/i;
  const from = parts.findIndex((part, i) => i > 0 && remark.test(part.trim()));
  return from === -1
    ? text
    : parts
        .slice(0, from)
        .join('\n\n')
        .replace(/\n+-{3,}\s*$/, '');
}

/** Reads `git commit -m "…" -m "…"`: each option is one paragraph. */
function fromCommand(text: string): string {
  const command = text.trim();
  if (!/^git commit\b[^\n]*? -\w*m /.test(command)) return text;
  const parts = [...command.matchAll(/ (?:-\w*m|--message)[ =](["'])([^]*?)\1(?=\s|$)/g)];
  return parts.length === 0 ? text : parts.map(([, , part]) => part ?? '').join('\n\n');
}

function withoutLabels(text: string): string {
  const label =
    /^(?:\*\*|#+ )?(?:(?:suggested |proposed |generated )?(?:git )?commit message|message)(?: is)?:?(?:\*\*)?:(?:\*\*)?[ \t]*\n*/i;
  const plain = text.replace(label, '').replace(/^\*\*(?:commit )?message:\*\*[ \t]*\n*/i, '');
  const titled = plain.replace(/^(?:\*\*)?(?:subject|title)(?: line)?:(?:\*\*)?[ \t]*\n*/i, '');
  const bodied =
    titled === plain
      ? plain
      : titled.replace(/\n+(?:\*\*)?(?:body|description):(?:\*\*)?[ \t]*\n*/i, '\n\n');
  // Git treats a line that begins with `#` as a comment.
  return bodied.replace(/^#+[ \t]+(?=\S)/, '').trim();
}

/** Removes quotes, backticks or asterisks around the entire message or its first line. */
function unquoted(text: string): string {
  if (/^`*$/.test(text)) return '';
  const [first = '', ...rest] = text.split('\n');
  const line = /^(\*\*|__|`)([^\n]*)\1$/.exec(first);
  const mark = line?.[1];
  if (line?.[2] !== undefined && mark !== undefined && !line[2].includes(mark)) {
    return [line[2], ...rest].join('\n').trim();
  }
  const quoted = /^(?:"([^"]*)"|'([^\n]*)'|“([^”]*)”|«([^»]*)»)$/.exec(text);
  const inner = quoted?.slice(1).find((part) => part !== undefined);
  return inner === undefined ? text : inner.trim();
}
