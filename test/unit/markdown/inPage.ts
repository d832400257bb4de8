/** What the tests of painting run within the page. */
import { createPainter } from '../../../src/webview/markdown/painter.ts';

export interface Heard {
  readonly codes: unknown[];
  readonly links: string[];
}

const heard: Heard = { codes: [], links: [] };

function paint(pieces: readonly string[]) {
  const painter = createPainter(document, {
    onCode: (action, block) => heard.codes.push([action, block]),
    onLink: (href) => heard.links.push(href),
  });
  document.body.replaceChildren(painter.element);
  for (const piece of pieces) painter.append(piece);
  return painter;
}

/** The nodes that a text is painted with when it comes in these pieces, as markup. */
function markup(pieces: readonly string[]): string {
  const painter = paint(pieces);
  painter.finish();
  return painter.element.outerHTML;
}

/** For each text, whether all its ways to come end in the nodes that it has when it comes at once; gives those that do not. */
function unlike(
  cases: readonly { readonly text: string; readonly ways: readonly (readonly string[])[] }[],
): { text: string; way: readonly string[]; whole: string; streamed: string }[] {
  const found = [];
  for (const { text, ways } of cases) {
    const whole = markup([text]);
    for (const way of ways) {
      const streamed = markup(way);
      if (streamed !== whole) found.push({ text, way, whole, streamed });
    }
  }
  return found;
}

/** The text that is seen after each piece. */
function frames(pieces: readonly string[]): string[] {
  const painter = paint([]);
  return pieces.map((piece) => {
    painter.append(piece);
    return painter.element.innerText;
  });
}

/** The longest time, in milliseconds, that painting took in one go (layout included), and the bytes that memory grew by. */
async function measure(
  text: string,
  pieceLength: number,
): Promise<{ longest: number; grew: number }> {
  const memory = () =>
    (performance as { memory?: { usedJSHeapSize: number } }).memory?.usedJSHeapSize ?? 0;
  const before = memory();
  const painter = paint([]);
  let longest = 0;
  const timed = (work: () => void) => {
    const start = performance.now();
    work();
    void painter.element.offsetHeight;
    longest = Math.max(longest, performance.now() - start);
  };
  for (let at = 0; at < text.length; at += pieceLength) {
    timed(() => painter.append(text.slice(at, at + pieceLength)));
    await new Promise((done) => requestAnimationFrame(done));
  }
  timed(() => painter.finish());
  return { longest, grew: memory() - before - text.length };
}

export const paintTests = { paint, markup, unlike, frames, measure, heard };
export type PaintTests = typeof paintTests;
Object.assign(globalThis, { paintTests });
