/** `laplas.testConnection`: runs the test with progress and reports the result in one sentence. */
import { ProgressLocation, window, workspace } from 'vscode';
import { readAddress } from '../../core/api/address.ts';
import {
  connectionLayers,
  layerNames,
  testConnection,
  type ConnectionReport,
  type Probe,
} from '../../core/api/connectionTest.ts';
import type { RunTurn } from '../../core/api/types.ts';
import type { Log } from '../../core/base/ports.ts';
import { readSettings } from './config.ts';
import { report } from '../status/report.ts';

export interface ConnectionTestOptions {
  readonly runTurn: RunTurn;
  readonly log: Log;
  /** Undefined if the platform has no sockets. */
  readonly probe?: Probe;
  /** The proxy for a URL, from environment variables. */
  readonly environmentProxy?: (url: string) => string | undefined;
}

/**
 * Returns the command's implementation. It resolves with the result, without waiting for the user
 * to close the notification.
 */
export function createConnectionTest(
  options: ConnectionTestOptions,
): () => Promise<ConnectionReport> {
  return async () => {
    const { baseUrl, model } = readSettings();
    const proxy = proxyFor(baseUrl, options.environmentProxy);
    const result = await window.withProgress(
      {
        location: ProgressLocation.Notification,
        title: 'Laplas: testing the connection',
        cancellable: true,
      },
      (_progress, token) => {
        const controller = new AbortController();
        token.onCancellationRequested(() => {
          controller.abort();
        });
        return testConnection(
          options,
          { baseUrl, model, ...(proxy === undefined ? {} : { proxy }) },
          controller.signal,
        );
      },
    );
    options.log.info(`connection test: ${summary(result)}`);
    if (result.failed !== undefined) {
      const { layer, error } = result.failed;
      void report(error, {}, `Connection test failed (${layerNames[layer]}): `);
    } else if (!result.stopped) {
      void window.showInformationMessage(
        `The connection works: ${model} responded in ${Math.round(result.elapsedMs)} ms.`,
      );
    }
    return result;
  };
}

/**
 * The proxy for the test. Like VS Code, uses its `http.proxy` setting before the environment, and
 * no proxy for a loopback address.
 */
function proxyFor(
  baseUrl: string,
  environmentProxy: ConnectionTestOptions['environmentProxy'],
): string | undefined {
  const read = readAddress(baseUrl);
  const http = workspace.getConfiguration('http');
  if ('error' in read || read.address.loopback || http.get('proxySupport') === 'off') {
    return undefined;
  }
  const configured = http.get<string>('proxy')?.trim();
  return configured === undefined || configured === ''
    ? environmentProxy?.(read.address.origin)
    : configured;
}

function summary({ layers, elapsedMs }: ConnectionReport): string {
  const states = connectionLayers.map((layer) => `${layer} ${layers[layer]}`).join(', ');
  return `${states}; ${Math.round(elapsedMs)} ms`;
}
