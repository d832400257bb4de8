/**
 * The messages of the shown branch. Those far from the window stand there as plain text in groups that cost no layout; they are
 * painted when the reader comes near them.
 */
import type { ChatEvent, Conversation, Message } from '../../core/chat/conversation.ts';
import { branch } from '../../core/chat/conversation.ts';
import { element } from '../elements.ts';
import type { MessageContext, MessageHooks } from './hooks.ts';
import type { MessageView } from './messageView.ts';
import { createMessageView } from './messageView.ts';

export interface Transcript {
  readonly element: HTMLElement;
  /** Shows a conversation, or what has changed in it. */
  show(conversation: Conversation | null, readOnly: boolean): void;
  /** Takes over what happened; `conversation` is what came of it. */
  apply(conversation: Conversation, events: readonly ChatEvent[], readOnly: boolean): void;
  view(messageId: string): MessageView | undefined;
}

/** Messages to a group: enough to make a long chat cheap, few enough to lay one out within a frame. */
const groupSize = 16;
/** How far outside the window messages are painted ahead, in CSS pixels. */
const ahead = 1200;

export function createTranscript(hooks: MessageHooks): Transcript {
  const root = element('div', 'messages');
  let shownId: string | null = null;
  const views: MessageView[] = [];
  const byId = new Map<string, MessageView>();
  const near = new WeakMap<Element, MessageView>();
  const observer = new IntersectionObserver(
    (entries) => {
      for (const { isIntersecting, target } of entries) {
        if (!isIntersecting) continue;
        near.get(target)?.paint();
        observer.unobserve(target);
      }
    },
    { root: null, rootMargin: `${ahead}px 0px` },
  );

  function cut(length: number): void {
    for (const view of views.slice(length)) {
      observer.unobserve(view.element);
      byId.delete(view.message.id);
      const group = view.element.parentElement;
      view.dispose();
      if (group?.childElementCount === 0) group.remove();
    }
    views.length = length;
  }

  function add(message: Message, context: MessageContext): MessageView {
    const view = createMessageView(message, context, hooks);
    let group = root.lastElementChild;
    if (group === null || group.childElementCount >= groupSize) {
      group = element('div', 'message-group');
      root.append(group);
    }
    group.append(view.element);
    views.push(view);
    byId.set(message.id, view);
    near.set(view.element, view);
    return view;
  }

  function show(conversation: Conversation | null, readOnly: boolean): void {
    if (conversation?.id !== shownId) {
      cut(0);
      shownId = conversation?.id ?? null;
    }
    if (conversation === null) return;
    const path = branch(conversation);
    const versions = versionIndex(conversation);
    const context = (message: Message): MessageContext => ({
      versions: versions.get(place(message)) ?? [message.id],
      readOnly,
    });
    let common = 0;
    while (common < views.length && views[common]?.message.id === path[common]?.id) common++;
    cut(common);
    for (const [index, message] of path.entries()) {
      const view = views[index];
      if (view !== undefined) {
        view.update(message, context(message));
        continue;
      }
      const added = add(message, context(message));
      // The end of the branch is what the reader sees first.
      if (index >= path.length - 8) added.paint();
      else observer.observe(added.element);
    }
  }

  return {
    element: root,
    show,
    apply(conversation, events, readOnly) {
      if (conversation.id !== shownId || events.some(changesShape)) {
        show(conversation, readOnly);
        return;
      }
      for (const event of events)
        if (event.type === 'delta') byId.get(event.id)?.append(event.text);
    },
    view: (messageId) => byId.get(messageId),
  };
}

/** Everything but more text may change which messages stand there, or what stands below one. */
function changesShape(event: ChatEvent): boolean {
  return event.type !== 'delta';
}

/** Messages with the same place are versions of each other. */
function place(message: Message): string {
  return `${message.role} ${message.parentId ?? ''}`;
}

function versionIndex(conversation: Conversation): ReadonlyMap<string, readonly string[]> {
  const index = new Map<string, string[]>();
  for (const message of conversation.messages) {
    const ids = index.get(place(message));
    if (ids === undefined) index.set(place(message), [message.id]);
    else ids.push(message.id);
  }
  return index;
}
