/** The blocks of a text as the HTML that the CommonMark examples expect. */
import MarkdownIt from 'markdown-it';
import { createBlockParser } from '../../../src/webview/markdown/blockParser.ts';
import { codeLength, type Block, type TableBlock } from '../../../src/webview/markdown/blocks.ts';

/** markdown-it as the painter has it, but for bare links, which CommonMark does not have. */
export const reference = new MarkdownIt({ html: false });

/** What is tried after each line and taken back. */
type Trial = (line: string) => readonly string[];

export function toHtml(text: string, trial: Trial = () => []): string {
  const parser = createBlockParser(reference, () => undefined);
  const lines = text.split('\n');
  if (lines.at(-1) === '') lines.pop();
  for (const line of lines) {
    for (const each of trial(line)) parser.preview([each, '', '# x', '[q]: /x'], () => undefined);
    parser.line(line);
  }
  parser.end();
  const inline = (source: string) =>
    reference.renderInline(source.replace(/^[ \t\n]+|[ \t\n]+$/g, ''), {
      references: parser.references,
    });
  return normalized(render(parser.root, inline, false));
}

export function referenceHtml(text: string): string {
  return normalized(reference.render(text));
}

/** White space around tags of blocks does not count. */
function normalized(html: string): string {
  return html
    .replace(/\s*(<\/?(?:li|p|blockquote|ul|ol|h\d|hr|pre|table|t\w+)\b[^>]*>)\s*/g, '$1')
    .trim();
}

function render(block: Block, inline: (source: string) => string, tight: boolean): string {
  const inner = (blocks: readonly Block[], isTight = false) =>
    blocks.map((each) => render(each, inline, isTight)).join('\n');
  switch (block.kind) {
    case 'document':
      return inner(block.children);
    case 'quote':
      return `<blockquote>${inner(block.children)}</blockquote>`;
    case 'list': {
      const tag = block.start === null ? 'ul' : 'ol';
      const start = block.start === null || block.start === 1 ? '' : ` start="${block.start}"`;
      return `<${tag}${start}>${inner(block.children, block.tight)}</${tag}>`;
    }
    case 'item':
      return `<li>${inner(block.children, tight)}</li>`;
    case 'paragraph':
      return tight ? inline(block.text) : `<p>${inline(block.text)}</p>`;
    case 'heading':
      return `<h${block.level}>${inline(block.text)}</h${block.level}>`;
    case 'rule':
      return '<hr>';
    case 'code': {
      const [word] = block.info.split(/\s/);
      const language = word ? ` class="language-${reference.utils.escapeHtml(word)}"` : '';
      const lines = block.lines.slice(0, codeLength(block));
      const code = lines.map((line) => `${line}\n`).join('');
      return `<pre><code${language}>${reference.utils.escapeHtml(code)}</code></pre>`;
    }
    case 'table':
      return renderTable(block, inline);
  }
}

function renderTable(block: TableBlock, inline: (source: string) => string): string {
  const row = (tag: string, cells: readonly string[]) =>
    `<tr>${block.align
      .map((align, i) => {
        const style = align === null ? '' : ` style="text-align:${align}"`;
        return `<${tag}${style}>${inline(cells[i] ?? '')}</${tag}>`;
      })
      .join('')}</tr>`;
  const rows = block.rows.map((cells) => row('td', cells)).join('');
  const body = rows === '' ? '' : `<tbody>${rows}</tbody>`;
  return `<table><thead>${row('th', block.header)}</thead>${body}</table>`;
}
