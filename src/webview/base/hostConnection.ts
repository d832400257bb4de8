/**
 * The page's only connection to the host: typed messages both ways, and state that survives a
 * reload.
 */
import type { ToHost, ToPanel } from '../../shared/protocol.ts';

export type Post = (message: ToHost) => void;

export interface Host {
  readonly post: Post;
  /** The state last passed to `keep`, by this page or before a reload. */
  kept(): unknown;
  keep(state: object): void;
  /** Calls `listener` for every later message from the host. */
  listen(listener: (message: ToPanel) => void): void;
}

interface VsCodeApi {
  postMessage(message: ToHost): void;
  getState(): unknown;
  setState(state: object): void;
}

declare function acquireVsCodeApi(): VsCodeApi;

/** Call once per page: VS Code allows only one call of `acquireVsCodeApi`. */
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

/** Only the host's frame can post to this page, so checking the type is enough. */
function isMessage(data: unknown): data is ToPanel {
  return (
    typeof data === 'object' && data !== null && 'type' in data && typeof data.type === 'string'
  );
}
