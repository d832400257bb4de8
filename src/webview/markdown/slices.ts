/**
 * Processes a long text in slices, one per frame, so that opening a chat with long responses
 * doesn't block the page.
 */

export interface Slices {
  /** The waiting text. It is the element's last child while there is any. */
  readonly place: HTMLElement;
  /**
   * Processes a short text now. Of a long one it processes one slice now and the rest in later
   * frames.
   */
  append(text: string): void;
  /** No more text follows. `finish` of the ports is called once all text is processed. */
  finish(): void;
  dispose(): void;
}

export interface SlicesPorts {
  /** The element that shows the waiting text as plain text. */
  readonly element: HTMLElement;
  readonly take: (text: string) => void;
  readonly finish: () => void;
  /** Whether processing costs almost nothing, so that all waiting text can be processed at once. */
  readonly isCheap: () => boolean;
  readonly nextFrame: (run: () => void) => void;
  /**
   * Called with an error from a later frame, where no caller can catch it. No more text is
   * processed.
   */
  readonly onError: (error: unknown) => void;
}

/** Characters per slice. */
const sliceLength = 4_096;

export function createSlices(ports: SlicesPorts): Slices {
  const { element } = ports;
  const place = element.ownerDocument.createElement('div');
  place.className = 'plain-rest';
  const waiting: Text[] = [];
  let over = false;
  let disposed = false;

  const step = () => {
    if (disposed) return;
    const texts = waiting.splice(0, ports.isCheap() ? waiting.length : 1);
    for (const text of texts) text.parentElement?.remove();
    ports.take(texts.map(({ data }) => data).join(''));
    if (waiting.length > 0) ports.nextFrame(later);
    else {
      place.remove();
      if (over) ports.finish();
    }
  };
  const later = () => {
    try {
      step();
    } catch (error) {
      disposed = true;
      ports.onError(error);
    }
  };

  const wait = (text: string) => {
    for (let from = 0; from < text.length;) {
      const to = endOfSlice(text, from);
      const piece = element.ownerDocument.createElement('span');
      piece.className = 'plain-piece';
      const node = element.ownerDocument.createTextNode(text.slice(from, to));
      piece.append(node);
      place.append(piece);
      waiting.push(node);
      from = to;
    }
  };

  return {
    place,
    append: (text) => {
      const last = waiting.at(-1);
      if (last !== undefined && last.length + text.length <= sliceLength) last.appendData(text);
      else if (last !== undefined) wait(text);
      else if (text.length <= sliceLength || ports.isCheap()) ports.take(text);
      else {
        wait(text);
        element.append(place);
        step();
      }
    },
    finish: () => {
      over = true;
      if (waiting.length === 0) ports.finish();
    },
    dispose: () => {
      disposed = true;
    },
  };
}

/** Ends a slice at a line's end if possible, since complete lines are parsed only once. */
function endOfSlice(text: string, from: number): number {
  const most = from + sliceLength;
  if (most >= text.length) return text.length;
  const feed = text.slice(from, most).lastIndexOf('\n');
  return feed > 0 ? from + feed + 1 : most;
}
