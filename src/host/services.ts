/** The composition root: creates and wires all services. */
import * as vscode from 'vscode';
import { setContextKey } from './base/contextKeys.ts';
import type { Probe } from '../core/api/connectionTest.ts';
import type { EnvironmentKey } from '../core/api/keys.ts';
import { exchangeChat, type Exchange } from '../core/rewrite/exchange.ts';
import { condense } from '../core/history/journal.ts';
import { createHistory } from '../core/history/conversationStore.ts';
import { createLoader } from '../core/base/loader.ts';
import type { Fetch, Files, GitPlaces, RealPath } from '../core/base/ports.ts';
import type { Settings } from '../core/model/settings.ts';
import { createChat } from './chat/chat.ts';
import { createCodeBlockActions } from './chat/codeBlockActions.ts';
import { buildRequest } from './request/buildRequest.ts';
import { createHandlers } from './chat/handlers.ts';
import type { Panel } from './chat/panel.ts';
import { createPanel } from './chat/panel.ts';
import { createPrepare, requestTokens } from './request/chatRequest.ts';
import { createHostClient } from './request/apiClient.ts';
import { createChatCommands } from './commands/chatCommands.ts';
import { onDidChangeSettings, readSettings } from './settings/config.ts';
import { mayBeSent } from './context/askSecrets.ts';
import type { Context } from './context/context.ts';
import { createContext } from './context/context.ts';
import { askingAboutPlaces } from './context/askPlace.ts';
import { watchIgnored } from './context/ignored.ts';
import { activePlace } from './editor/selection.ts';
import { createConnectionTest } from './settings/testConnection.ts';
import type { RegisterContent } from './editor/virtualDocuments.ts';
import { createMenuCommands } from './commands/menuCommands.ts';
import type { Commands } from './base/ids.ts';
import { createInstructions, newChat } from './context/instructions.ts';
import { confirmHiddenUnicode } from './editor/askHiddenUnicode.ts';
import { createLog } from './status/log.ts';
import { createTransfer } from './history/transfer.ts';
import { newId, random, systemClock } from './base/platform.ts';
import { report, runAction } from './status/report.ts';
import { registerRewrite } from './rewrite/registerRewrite.ts';
import { createApiKeys } from './settings/apiKeys.ts';
import type { StatusBar } from './status/statusBar.ts';
import type { ToPanel } from '../shared/protocol.ts';
import { knownModels } from './settings/selectModel.ts';
import { createStatusTracker } from './status/statusTracker.ts';
import { createThemeColors, type ThemeVariables } from './theme/themeColors.ts';

/** What the platform's entry point provides. */
export interface Platform {
  /** LAPLAS_API_KEY and LAPLAS_BASE_URL. */
  readonly environment?: EnvironmentKey;
  /** Loads the platform's ports. */
  ports(): Promise<Ports>;
}

export interface Ports {
  /** Files in the extension's global storage folder. */
  readonly files: () => Files;
  /**
   * Files in the extension's storage folder for this workspace. Undefined in a window without a
   * workspace.
   */
  readonly workspaceFiles?: () => Files;
  readonly fetch: Fetch;
  /** For Test Connection. Undefined if the platform has no sockets. */
  readonly probe?: Probe;
  /** The proxy for a URL, from environment variables. */
  readonly environmentProxy?: (url: string) => string | undefined;
  /** Undefined if the platform has no links. */
  readonly realPath?: RealPath;
  /** Undefined if Git has no files outside the workspace. */
  readonly gitPlaces?: GitPlaces;
}

export interface Services {
  readonly commands: Commands;
  readonly panel: Panel;
  /** Stops what is running and saves pending data. Never rejects. */
  close(): Promise<void>;
}

export function createServices(
  context: vscode.ExtensionContext,
  platform: Pick<Platform, 'environment'> & Ports,
  statusBar: StatusBar,
  registerContent: RegisterContent,
): Services {
  const keep = <T extends vscode.Disposable>(disposable: T): T => {
    context.subscriptions.push(disposable);
    return disposable;
  };
  const channel = keep(vscode.window.createOutputChannel('Laplas', { log: true }));
  const log = createLog(channel);
  const clock = systemClock;
  const keys = keep(
    createApiKeys({
      secrets: context.secrets,
      memory: context.globalState,
      ...(platform.environment === undefined ? {} : { environment: platform.environment }),
      baseUrl: () => readSettings().baseUrl,
      log,
      report: (error) => void report(error),
    }),
  );
  const client = createHostClient({ fetch: platform.fetch, clock, random, log }, keys);
  const statusTracker = createStatusTracker(client, statusBar);
  const { runTurn } = statusTracker;
  const store = createHistory({
    files: platform.files(),
    clock,
    log,
    newId,
    onProblem: (id, error) => {
      chat.storageProblem(id, error);
    },
  });

  const ignored = keep(watchIgnored(platform));
  const instructions = keep(
    createInstructions(
      () => {
        chat.postState();
      },
      undefined,
      ignored.judge,
    ),
  );
  const systemPrompt = (ofChat?: string): string =>
    [readSettings().systemPrompt.trim(), instructions.text(ofChat)].filter(Boolean).join('\n\n');
  const requestSettings = (ofChat?: string): Settings => ({
    ...readSettings(),
    systemPrompt: systemPrompt(ofChat),
  });
  const toRequest = createPrepare(({ id }) => requestSettings(id));
  const prepare: typeof toRequest = async (...given) => {
    await instructions.ready();
    return toRequest(...given);
  };
  const transfer = keep(createTransfer({ store, clock, newId }, registerContent));
  const attached: Context = keep(
    createContext({
      clock,
      newId,
      prepare,
      post: (message) => {
        panel.post(message);
      },
      changed: () => {
        chat.postState();
      },
      conversation: async (id) => (await chat.session.open(id))?.conversation,
      draftOptions: () => chat.draftOptions,
      baseUrl: () => readSettings().baseUrl,
      ignored,
      registerContent,
    }),
  );

  let hasKey = false;
  let chatBusy = false;
  let commitBusy = false;
  const showBusy = (): void => void setContextKey('busy', chatBusy || commitBusy || rewrite.busy());
  const chat = keep(
    createChat({
      store,
      runTurn,
      clock,
      newId,
      log,
      prepare,
      memento: context.workspaceState,
      post: (message) => {
        panel.post(message);
      },
      composer: {
        ...attached.tray,
        chips: (id) => [...instructions.chips(id ?? newChat), ...attached.tray.chips()],
      },
      onNewChat: () => {
        instructions.restore();
      },
      leaving: () => instructions.leaving(),
      settings: () => ({ ...readSettings(), models: knownModels }),
      tokens: (messages): number =>
        requestTokens(messages, requestSettings(chat.current ?? newChat)),
      hasKey: () => hasKey,
      onBusy(busy) {
        chatBusy = busy;
        showBusy();
      },
    }),
  );
  /** IDs of the chats that show rewrites' responses. */
  const responseChats = new WeakMap<Exchange, string>();
  const showInChat = async (exchange: Exchange): Promise<void> => {
    let id = responseChats.get(exchange);
    if (id === undefined || (await store.open(id)) === undefined) {
      const conversation = exchangeChat(exchange, newId, clock.now());
      ({ id } = conversation);
      await store.append(id, condense(conversation), { durable: true });
      responseChats.set(exchange, id);
    }
    await chat.openChat(id);
    await panel.reveal({ preserveFocus: false });
    panel.post({ type: 'focusComposer' });
  };
  const rewrite = keep(
    registerRewrite(
      {
        runTurn,
        buildRequest,
        systemPrompt,
        language: () => readSettings().language,
        log,
        report,
        confirmHiddenUnicode,
        mayBeSent,
        showInChat: (exchange) => chat.guard(() => showInChat(exchange)),
        storage: {
          shared: platform.files(),
          ...(platform.workspaceFiles === undefined ? {} : { own: platform.workspaceFiles() }),
        },
        memory: context.globalState,
        workspaceMemory: context.workspaceState,
      },
      registerContent,
    ),
  );
  keep(rewrite.onDidChangeBusy(showBusy));
  const readKey = async (): Promise<void> => {
    hasKey = await keys.hasKey(readSettings().baseUrl);
    statusTracker.setKey(hasKey);
    chat.postState();
  };
  const onChange = (what: 'key' | 'settings') => (): void => {
    statusTracker.changed(what);
    void readKey();
  };
  keep(keys.onDidChange(onChange('key')));
  keep(onDidChangeSettings(onChange('settings')));
  void readKey();

  const postColors = (colors: ThemeVariables): void => {
    panel.post({ type: 'theme', colors });
  };
  const theme = keep(createThemeColors(postColors, log));

  const post = (message: ToPanel): void => {
    panel.post(message);
  };
  const prompts = createLoader(async () => {
    const { createPrompts } = await import('./prompts/runPrompts.ts');
    return createPrompts({ chat, panel, context: attached, post });
  });

  const handle = createHandlers({
    chat,
    store,
    clock,
    post,
    async send(left, text) {
      const place = activePlace();
      const origin = { ...left, carried: await attached.settled() };
      if (text.startsWith('/') && (await (await prompts.load()).send(origin, text, place))) return;
      await chat.send(origin.conversationId, text, text, origin);
    },
    onReady: () => {
      void readKey();
      void theme.current().then(postColors);
    },
    context: {
      ...attached,
      remove(id) {
        if (!instructions.remove(id, chat.current ?? newChat)) attached.remove(id);
      },
      async showRequest(id, text) {
        const place = activePlace();
        await attached.settled();
        if (text.startsWith('/') && (await (await prompts.load()).show(id, text, place))) return;
        await attached.showRequest(id, text);
      },
      async suggest(query) {
        if (!query.startsWith('/')) return attached.suggest(query);
        post({ type: 'suggestions', query, items: (await prompts.load()).offer(query) });
      },
    },
    code: createCodeBlockActions(chat, rewrite),
    transfer,
    runAction: (action) => void runAction(action),
  });
  const panel = createPanel(context.extensionUri, log, handle);
  const commitMessage = createLoader(async () => {
    const { createForSettings } = await import('./commitMessage/createForSettings.ts');
    return createForSettings({
      runTurn,
      systemPrompt,
      isPrivate: (uri) => attached.isIgnored(uri),
      onBusy(busy) {
        commitBusy = busy;
        showBusy();
      },
    });
  });
  const commands = createChatCommands({
    chat,
    panel,
    keys,
    channel,
    context: attached,
    transfer,
    testConnection: createConnectionTest({ ...platform, runTurn, log }),
    stopRewrites: (argument) => rewrite.stop(argument),
    stopCommitMessage: async () => {
      (await commitMessage.started)?.stop();
    },
  });
  let closed: Promise<void> | undefined;
  const close = (): Promise<void> =>
    (closed ??= (async () => {
      // Stop running responses before the files are closed, so that their last events are saved.
      chat.dispose();
      await Promise.all([
        rewrite.flush(),
        store.dispose().catch((error: unknown) => {
          log.error(`chats not written: ${error instanceof Error ? error.name : 'unknown'}`);
        }),
      ]);
    })());
  keep({ dispose: () => void close() });
  const menuCommands = createMenuCommands({
    chat,
    panel,
    context: attached,
    prompts: prompts.load,
    commitMessage: commitMessage.load,
  });
  const sending = askingAboutPlaces(
    {
      ...menuCommands,
      rewriteSelection: (argument: unknown) => rewrite.commands.rewriteSelection(argument),
    },
    attached.mayBeRead,
  );
  return { panel, commands: { ...commands, ...rewrite.commands, ...sending }, close };
}
