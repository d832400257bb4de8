/** Splits a message into its code blocks and the text around them. */

export interface CodeBlock {
  /** The first word of the fence's info string in lower case, or ''. */
  readonly language: string;
  readonly code: string;
  /** The last line of text before the fence, for example the file and the language. */
  readonly label: string;
  /**
   * Line number of the block's first line in the file, taken from the label (`orders.ts:96-136`,
   * `lines 96 to 136`), or 1.
   */
  readonly firstLine: number;
}

export interface Taken {
  readonly blocks: readonly CodeBlock[];
  /** The text outside the blocks, without their labels. */
  readonly prose: string;
}

/** A block ends at a fence of the same character that is at least as long as the opening fence. */
export function takeApart(markdown: string): Taken {
  const blocks: CodeBlock[] = [];
  const prose: string[] = [];
  const lines = markdown.split('\n');
  for (let index = 0; index < lines.length; index += 1) {
    const line = withoutReturn(lines[index]);
    const [, fence, info] = /^ {0,3}(`{3,}|~{3,})([^`]*)$/.exec(line) ?? [];
    if (fence === undefined) {
      prose.push(line);
      continue;
    }
    const end = lines.findIndex((other, at) => at > index && closes(withoutReturn(other), fence));
    const after = end < 0 ? lines.length : end;
    const code = lines.slice(index + 1, after).join('\n');
    const label = takeLabel(prose);
    blocks.push({
      language: info?.trim().split(/\s+/)[0]?.toLowerCase() ?? '',
      code: code.endsWith('\r') ? code.slice(0, -1) : code,
      label,
      firstLine: Number(/(?::|\bL|\blines? )(\d+)\b/.exec(label)?.[1] ?? 1),
    });
    index = after;
  }
  return { blocks, prose: prose.join('\n').trim() };
}

/** Returns a fenced block. Its fence is longer than any fence in the code. */
export function fenced(code: string, language: string): string {
  const runs = code.match(/`{3,}/g) ?? [];
  const fence = '`'.repeat(Math.max(3, ...runs.map((run) => run.length + 1)));
  return `${fence}${language}\n${code}\n${fence}`;
}

function closes(line: string, fence: string): boolean {
  const trimmed = line.trim();
  return trimmed.length >= fence.length && trimmed === fence.charAt(0).repeat(trimmed.length);
}

/**
 * Removes the text's last line and returns it if it is a label: it describes the block or starts
 * with a file name.
 */
function takeLabel(prose: string[]): string {
  const index = prose.findLastIndex((line) => line.trim() !== '');
  const line = prose[index]?.trim() ?? '';
  const labels =
    /^(select|file\b|files that|lines? |listing of|problems? |text from|your last try|language\b)/i;
  const fileName = /^\W*[\w./\\-]+\.\w{1,5}\b[^?]{0,60}$/;
  if (index < prose.length - 2 || !(labels.test(line) || fileName.test(line))) return '';
  prose.length = index;
  return line;
}

function withoutReturn(line: string | undefined): string {
  return line?.replace(/\r$/, '') ?? '';
}
