/** How others paint a text that grows: React components that get the whole text with each frame. */
import { marked } from 'marked';
import { createElement, memo } from 'react';
import { flushSync } from 'react-dom';
import { createRoot } from 'react-dom/client';
import Markdown from 'react-markdown';
import rehypeHighlight from 'rehype-highlight';
import remarkGfm from 'remark-gfm';
import { Streamdown } from 'streamdown';
import { paintBench, type MakeWay } from '../paintPage.ts';

function reactWay(node: (text: string) => object): MakeWay {
  return (container) => {
    const root = createRoot(container.appendChild(document.createElement('div')));
    let text = '';
    const show = () => {
      flushSync(() => {
        root.render(node(text));
      });
    };
    return {
      append: (more) => {
        text += more;
        show();
      },
      finish: show,
    };
  };
}

/** Continue's: react-markdown with highlight.js over all of it. */
paintBench.ways['reactMarkdown'] = reactWay((text) =>
  createElement(Markdown, { remarkPlugins: [remarkGfm], rehypePlugins: [rehypeHighlight] }, text),
);

/** Cline's: the text is cut into blocks each time, and only those that are not as they were go through react-markdown with highlight.js again. */
paintBench.ways['reactMarkdownBlocks'] = reactWay((text) =>
  createElement(
    'div',
    {},
    marked.lexer(text).map(({ raw }, index) => createElement(Block, { text: raw, key: index })),
  ),
);

const Block = memo(({ text }: { readonly text: string }) =>
  createElement(Markdown, { remarkPlugins: [remarkGfm], rehypePlugins: [rehypeHighlight] }, text),
);

/** Vercel's, made for streams. Without its highlighter, which it loads when it is asked to. */
paintBench.ways['streamdown'] = reactWay((text) => createElement(Streamdown, {}, text));
