/** The page's one way to the host: typed messages out, checked messages in, and what survives a reload. */
import type { ToHost, ToPanel } from '../../shared/protocol.ts';

export type Post = (message: ToHost) => void;

export interface Host {
  readonly post: Post;
  /** What `keep` was given last, in this or an earlier life of the page. */
  kept(): unknown;
  keep(state: object): void;
  /** Calls `listener` for every message of the host's from now on. */
  listen(listener: (message: ToPanel) => void): void;
}

interface VsCodeApi {
  postMessage(message: ToHost): void;
  getState(): unknown;
  setState(state: object): void;
}

declare function acquireVsCodeApi(): VsCodeApi;

/** May be called once in a page's life: VS Code gives its API away once. */
export function connectHost(): Host {
  const api = acquireVsCodeApi();
  return {
    post: (message) => {
      api.postMessage(message);
    },
    kept: () => api.getState(),
    keep: (state) => {
      api.setState(state);
    },
    listen(listener) {
      window.addEventListener('message', (event: MessageEvent<unknown>) => {
        if (isMessage(event.data)) listener(event.data);
      });
    },
  };
}

/** Only the host's own frame can post to this page, so that knowing the type is enough. */
function isMessage(data: unknown): data is ToPanel {
  return (
    typeof data === 'object' && data !== null && 'type' in data && typeof data.type === 'string'
  );
}
