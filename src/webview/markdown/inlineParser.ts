/** How text within a block is read: markdown-it, without raw HTML, with bare links and struck text as GFM has them. */
import MarkdownIt, { type MarkdownIt as MarkdownItType } from 'markdown-it';
import { useStrikethrough } from './strikethrough.ts';
import { wwwLength } from './wwwLink.ts';

/** No host has a `+` in its name: such a word is no address, but the search for bare ones takes it for one. */
const plusInHost = /^mailto:[^@?,]*@[^@?,]*\+[^@?,]*$/i;

export function createInlineParser(): MarkdownItType {
  const parser = new MarkdownIt({ html: false, linkify: true });
  useStrikethrough(parser);
  // Only `www.`: a bare `name.md` or `main.rs` is a file far more often than an address.
  parser.linkify.add('www.', {
    validate: wwwLength,
    normalize: (match) => {
      match.url = `http://${match.url}`;
    },
  });
  const isValid = parser.validateLink.bind(parser);
  parser.validateLink = (url) => isValid(url) && !plusInHost.test(url);
  return parser;
}
