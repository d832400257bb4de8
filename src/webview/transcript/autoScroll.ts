/** Follows the newest text while the reader is at the end, and stops as soon as they scroll up. */

export interface AutoScroll {
  readonly atEnd: boolean;
  /** Scrolls to the end and follows it. */
  readonly toEnd: () => void;
  /** Stops following. */
  readonly letGo: () => void;
  dispose(): void;
}

/** CSS pixels from the end within which scrolling down starts following again. */
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
    // Growing content moves the end away, and shrinking content can scroll the reader up. Only
    // scrolling up, away from the end, stops following, however short the distance.
    const up = top < lastTop - 1;
    if (up && distance() > 1) set(false);
    else if (top >= lastTop && distance() <= slack) set(true);
    if (up || top > lastTop) lastTop = top;
  };
  const onWheel = (event: WheelEvent): void => {
    // Runs before the scroll, so text that arrives in the same frame doesn't pull the reader back.
    if (event.deltaY < 0 && scroller.scrollHeight > scroller.clientHeight) set(false);
  };
  scroller.addEventListener('scroll', onScroll, { passive: true });
  scroller.addEventListener('wheel', onWheel, { passive: true });

  // Runs after layout and before paint, so following needs no extra layout, and the end is in view
  // in every painted frame.
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
