/**
 * Saves the page's state after a short delay. Every save writes the whole state, so rapid changes
 * need only one.
 */

export interface StateSaver<State> {
  /** Schedules this state to be saved. */
  keep(state: State): void;
  /** Saves pending state immediately. */
  flush(): void;
}

/** Milliseconds. Changes newer than this can be lost if the page is destroyed without an event. */
const longest = 300;

export function createStateSaver<State>(write: (state: State) => void): StateSaver<State> {
  let waiting: { readonly state: State } | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;

  function flush(): void {
    clearTimeout(timer);
    timer = undefined;
    if (waiting === undefined) return;
    const { state } = waiting;
    waiting = undefined;
    write(state);
  }

  // VS Code destroys a hidden view's page immediately and accepts no more messages from it. A view
  // is hidden by a click elsewhere or a shortcut, so save on these events.
  window.addEventListener('blur', flush);
  window.addEventListener('pagehide', flush);
  document.addEventListener('visibilitychange', flush);
  document.addEventListener('keydown', ({ ctrlKey, metaKey, altKey, key }) => {
    if (ctrlKey || metaKey || altKey || /^F\d/.test(key)) flush();
  });

  return {
    keep(state) {
      waiting = { state };
      timer ??= setTimeout(flush, longest);
    },
    flush,
  };
}
