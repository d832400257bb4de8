/** Composes the panel from its parts and connects them to the host. */
import { nothing, render } from 'lit-html';
import type { Conversation } from '../core/model/conversation.ts';
import type { ErrorAction } from '../shared/errorText.ts';
import type { ToPanel } from '../shared/protocol.ts';
import { createComposer } from './composer/composer.ts';
import { element } from './base/elements.ts';
import { emptyState } from './emptyState.ts';
import { header } from './header.ts';
import { createHistoryView } from './history/historyView.ts';
import type { Host } from './base/hostConnection.ts';
import { createStateSaver } from './base/saveSoon.ts';
import type { WebviewState } from './webviewState.ts';
import { bounded, readWebviewState, withDraft, withPlace, withPrompt } from './webviewState.ts';
import { createLiveRegion } from './base/liveRegion.ts';
import type { Notice } from './notices.ts';
import { actionButtons, mostNotices, noticeList, warningList } from './notices.ts';
import type { Change } from './base/store.ts';
import { createStore } from './base/store.ts';
import { createChatView } from './transcript/chatView.ts';

export function createPanel(app: HTMLElement, host: Host): void {
  const { post } = host;
  let kept = readWebviewState(host.kept());
  let notices: readonly Notice[] = [];
  let noticeId = 0;

  const keeper = createStateSaver<WebviewState>((state) => {
    host.keep(bounded(state));
  });
  function keep(next: WebviewState): void {
    if (next === kept) return;
    kept = next;
    keeper.keep(kept);
  }

  const live = createLiveRegion();
  const head = element('div', 'header');
  const warnings = element('div', 'notices');
  const noticesBelow = element('div', 'notices');

  const draft = (id: string | null): string => kept.drafts[id ?? ''] ?? '';
  const onDraft = (id: string | null, text: string): void => {
    keep(withDraft(kept, id ?? '', text));
  };
  const composer = createComposer({
    post,
    draft,
    onDraft,
    prompts: () => kept.prompts,
    onSent(text) {
      if (text.trim() !== '') keep(withPrompt(kept, text));
      keeper.flush();
      chat.toEnd();
    },
    onProblem,
  });
  const store = createStore({
    post,
    nextFrame: (callback) => requestAnimationFrame(callback),
    onChange: show,
  });
  const chat = createChatView({
    store,
    post,
    say: live.say,
    act,
    focusComposer: composer.focus,
    onProblem,
    draft,
    onDraft,
    now: () => performance.now(),
    place: () => kept.place,
    onPlace(place) {
      keep(withPlace(kept, place));
    },
  });

  const history = createHistoryView({
    post,
    now: () => Date.now(),
    onChosen(id, messageId) {
      composer.noChatBegins();
      chat.reveal(id, messageId);
    },
    onToggle(open, keepFocus) {
      app.classList.toggle('history-open', open);
      chat.element.inert = open;
      composer.element.inert = open;
      drawHeader();
      if (open) history.setOpen(store.conversation?.id ?? null, store.state?.running ?? []);
      else if (!keepFocus) composer.focus();
    },
  });

  function act(action: ErrorAction): void {
    if (action === 'newChat') newChat();
    else post({ type: 'action', action });
  }

  function newChat(): void {
    history.close();
    composer.noChatBegins();
    post({ type: 'newChat' });
    composer.focus();
  }

  function show(change: Change): void {
    const { conversation, state } = store;
    if (state === undefined) return;
    drawHeader();
    render(warningList(state.warnings), warnings);
    chat.show(change);
    render(
      conversation === null || conversation.head === null
        ? emptyState({
            hasKey: state.hasKey,
            onSetKey: () => {
              act('setApiKey');
            },
            onExample: composer.begin,
          })
        : nothing,
      chat.emptyPlace,
    );
    const id = conversation?.id ?? null;
    composer.show({
      conversationId: id,
      state,
      running: isRunning(conversation, state.running),
    });
    if (history.isOpen) history.setOpen(id, state.running);
  }

  function drawHeader(): void {
    render(
      header({
        title: history.isOpen ? 'Chat history' : (store.conversation?.title ?? 'New chat'),
        historyOpen: history.isOpen,
        onHistory: () => {
          if (history.isOpen) history.close();
          else history.open();
        },
        onNewChat: newChat,
      }),
      head,
    );
  }

  function onProblem(text: string): void {
    addNotice({ level: 'error', text, buttons: [] });
  }

  function addNotice(notice: Omit<Notice, 'id'>): void {
    // A repeated notice replaces the earlier one.
    const others = notices.filter(
      ({ level, text }) => level !== notice.level || text !== notice.text,
    );
    showNotices([...others, { ...notice, id: noticeId++ }]);
  }

  function showNotices(next: readonly Notice[]): void {
    notices = next.slice(-mostNotices);
    render(
      noticeList(notices, (gone) => {
        showNotices(notices.filter((notice) => notice !== gone));
      }),
      noticesBelow,
    );
  }

  function receive(message: ToPanel): void {
    switch (message.type) {
      case 'snapshot':
        if (message.partial === true && chat.needsAll(message.conversation)) {
          post({ type: 'snapshot' });
        } else store.receive(message);
        break;
      case 'events':
      case 'state':
      case 'status':
        store.receive(message);
        break;
      case 'notice':
        if (message.restoreDraft !== undefined)
          composer.addText(message.restoreDraft, message.draftOf);
        addNotice({
          level: message.level,
          text: message.text,
          buttons: actionButtons(message.actions, act),
        });
        break;
      case 'copied':
        live.say('Copied.');
        break;
      case 'theme':
        for (const [name, color] of Object.entries(message.colors)) {
          document.documentElement.style.setProperty(name, color);
        }
        break;
      case 'notAttached':
        composer.notAttached(message.reference);
        break;
      case 'noChatBegins':
        composer.noChatBegins();
        break;
      case 'focusComposer':
        history.close();
        if (message.text !== undefined) composer.addText(message.text, message.draftOf);
        composer.focus();
        break;
      case 'history':
        history.setItems(message.items, message.changed);
        break;
      case 'searchResult':
        history.setHits(message.query, message.hits);
        break;
      case 'suggestions':
        composer.offer(message.query, message.items);
        break;
      case 'showHistory':
        history.open();
        break;
      case 'showChat':
        history.close({ keepFocus: true });
        break;
    }
  }

  app.replaceChildren(
    element(
      'main',
      'panel',
      head,
      warnings,
      chat.element,
      noticesBelow,
      composer.element,
      history.element,
    ),
    live.element,
  );
  host.listen(receive);
  document.addEventListener('visibilitychange', () => {
    if (!document.hidden) post({ type: 'ready' });
  });
  post({ type: 'ready' });
}

/** The host updates `running` slightly after the message, so the message's state counts too. */
function isRunning(conversation: Conversation | null, running: readonly string[]): boolean {
  if (conversation === null) return false;
  return running.includes(conversation.id) || conversation.messages.at(-1)?.state === 'streaming';
}
