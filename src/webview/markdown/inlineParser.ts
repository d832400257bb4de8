/** How text within a block is read: markdown-it, without raw HTML, with links as GFM finds them. */
import MarkdownIt, { type MarkdownIt as MarkdownItType } from 'markdown-it';

/** What follows `www.` in a bare link: a name with dots, then whatever an address may hold. */
const wwwLink = /^(?:[a-z0-9-]+\.)+[a-z]{2,}(?::\d+)?(?:[/?#][^\s<>"'`]*)?/i;
const endsSentence = /[?!.,:;*_~'")\]]+$/;

export function createInlineParser(): MarkdownItType {
  const parser = new MarkdownIt({ html: false, linkify: true });
  // Only `www.`: a bare `name.md` or `main.rs` is a file far more often than an address.
  parser.linkify.add('www.', {
    validate: (text: string, at: number) =>
      wwwLink.exec(text.slice(at))?.[0].replace(endsSentence, '').length ?? 0,
    normalize: (match) => {
      match.url = `http://${match.url}`;
    },
  });
  return parser;
}
