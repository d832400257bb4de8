/** Takes a long text in slices, one a frame: a chat that is opened has answers that came whole, and the page must not wait for them. */

export interface Slices {
  /** In the element while something waits, behind all that is painted. */
  readonly place: HTMLElement;
  /** Takes a short text now, and of a long one what a frame can hold. */
  append(text: string): void;
  /** No text follows: `finish` is called once all is taken. */
  finish(): void;
  dispose(): void;
}

export interface SlicesPorts {
  /** Where the text stands until its turn comes, as it is. */
  readonly element: HTMLElement;
  readonly take: (text: string) => void;
  readonly finish: () => void;
  /** Whether more costs next to nothing, so that all that waits is taken at once. */
  readonly isCheap: () => boolean;
  readonly nextFrame: (run: () => void) => void;
  /** Hears what was thrown in a later frame, where no caller can. Nothing more is taken then. */
  readonly onError: (error: unknown) => void;
}

/** Characters of a slice. */
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

/** With a line where there is one: what is taken whole is read once. */
function endOfSlice(text: string, from: number): number {
  const most = from + sliceLength;
  if (most >= text.length) return text.length;
  const feed = text.slice(from, most).lastIndexOf('\n');
  return feed > 0 ? from + feed + 1 : most;
}
