/** How others paint growing text: React components that get the whole text in each frame. */
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

/** Continue's painter: react-markdown with highlight.js for the whole text. */
paintBench.ways['reactMarkdown'] = reactWay((text) =>
  createElement(Markdown, { remarkPlugins: [remarkGfm], rehypePlugins: [rehypeHighlight] }, text),
);

/**
 * Cline's painter: splits the text into blocks in each frame, and renders only changed blocks with
 * react-markdown and highlight.js.
 */
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

/** Vercel's painter for streams, without its highlighter, which is loaded on request. */
paintBench.ways['streamdown'] = reactWay((text) => createElement(Streamdown, {}, text));
