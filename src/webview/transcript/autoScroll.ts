/** Keeps the newest text in view while the reader is at the end, and lets go as soon as they scroll up. */

export interface AutoScroll {
  readonly atEnd: boolean;
  /** Goes to the end, and stays there. */
  readonly toEnd: () => void;
  /** Follows no more. */
  readonly letGo: () => void;
  dispose(): void;
}

/** How far from the end whoever comes down is there, in CSS pixels. */
const slack = 32;

export function createAutoScroll(
  scroller: HTMLElement,
  content: HTMLElement,
  onChange: (atEnd: boolean) => void,
): AutoScroll {
  let atEnd = true;
  let lastTop = 0;

  function set(next: boolean): void {
    if (next === atEnd) return;
    atEnd = next;
    onChange(next);
  }
  function toEnd(): void {
    scroller.scrollTop = scroller.scrollHeight;
    lastTop = scroller.scrollTop;
  }
  const distance = (): number => scroller.scrollHeight - scroller.clientHeight - scroller.scrollTop;

  const onScroll = (): void => {
    const top = scroller.scrollTop;
    // Growing content moves the end away, and shrinking content takes the reader along: only going up from the end lets go, however little.
    const up = top < lastTop - 1;
    if (up && distance() > 1) set(false);
    else if (top >= lastTop && distance() <= slack) set(true);
    if (up || top > lastTop) lastTop = top;
  };
  const onWheel = (event: WheelEvent): void => {
    // Known before the scroll happens, so that text that comes in the same frame doesn't pull the reader back.
    if (event.deltaY < 0 && scroller.scrollHeight > scroller.clientHeight) set(false);
  };
  scroller.addEventListener('scroll', onScroll, { passive: true });
  scroller.addEventListener('wheel', onWheel, { passive: true });

  // Runs after layout and before paint: following costs no layout of its own, and no frame shows the end out of view.
  const observer = new ResizeObserver(() => {
    if (atEnd) toEnd();
    else if (distance() <= 0) set(true);
  });
  observer.observe(scroller);
  observer.observe(content);

  return {
    get atEnd() {
      return atEnd;
    },
    letGo() {
      set(false);
    },
    toEnd() {
      set(true);
      toEnd();
    },
    dispose() {
      observer.disconnect();
      scroller.removeEventListener('scroll', onScroll);
      scroller.removeEventListener('wheel', onWheel);
    },
  };
}
