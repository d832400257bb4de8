/** Writes down what the page keeps. Each time all of it is written, so that what comes in quick succession is written together. */

export interface StateSaver<State> {
  /** Takes the newest state; it is written before the page is gone. */
  keep(state: State): void;
  /** Writes what waits. */
  flush(): void;
}

/** Milliseconds: the most that a page which is stopped without a word can forget. */
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

  // VS Code takes a hidden view's page away at once, and hears no last words of it: what hides a view is a click elsewhere or a shortcut.
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
