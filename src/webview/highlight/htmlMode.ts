/** A mode for HTML with embedded scripts and styles. */
import { css } from '@codemirror/legacy-modes/mode/css';
import { javascript } from '@codemirror/legacy-modes/mode/javascript';
import { html as bare } from '@codemirror/legacy-modes/mode/xml';
import type { StreamParser } from '@codemirror/streamparser';

interface HtmlState {
  readonly outer: unknown;
  /** The language of the open script or style element, and its state. */
  inner: { readonly parser: StreamParser<unknown>; readonly state: unknown } | null;
  /** Set while the start tag of a script or style element is being read. */
  opening: 'script' | 'style' | null;
}

export const html: StreamParser<HtmlState> = {
  name: 'html',
  startState: (unit) => ({ outer: bare.startState?.(unit), inner: null, opening: null }),
  copyState: (state) => ({
    outer: bare.copyState === undefined ? { ...Object(state.outer) } : bare.copyState(state.outer),
    inner:
      state.inner === null
        ? null
        : { parser: state.inner.parser, state: copyInner(state.inner.parser, state.inner.state) },
    opening: state.opening,
  }),
  token: (stream, state) => {
    if (state.inner !== null && !stream.match(/^\s*<\/(?:script|style)/i, false)) {
      const end = stream.string.slice(stream.pos).search(/<\/(?:script|style)/i);
      const limit = end < 0 ? Infinity : stream.pos + end;
      const style = state.inner.parser.token(stream, state.inner.state);
      if (stream.pos > limit) stream.pos = limit;
      return style;
    }
    state.inner = null;
    const style = bare.token(stream, state.outer);
    const current = stream.current();
    if (style?.startsWith('tag') === true) {
      if (/^(?:script|style)$/i.test(current)) {
        state.opening = current.toLowerCase() === 'script' ? 'script' : 'style';
      }
    }
    if (state.opening !== null && current.endsWith('>')) {
      const parser = state.opening === 'script' ? javascript : css;
      const closing =
        current === '/>' || /<\/\s*(?:script|style)\s*>$/i.test(stream.string.slice(0, stream.pos));
      state.inner = closing ? null : { parser, state: parser.startState?.(2) };
      state.opening = null;
    }
    return style;
  },
};

function copyInner(parser: StreamParser<unknown>, state: unknown): unknown {
  if (parser.copyState !== undefined) return parser.copyState(state);
  return Object.fromEntries(
    Object.entries(Object(state) as Record<string, unknown>).map(([key, value]) => [
      key,
      Array.isArray(value) ? [...(value as unknown[])] : value,
    ]),
  );
}
