/**
 * The messages of the shown branch. Messages far from the viewport are plain text, in groups that
 * need no layout. They are painted when the reader scrolls near them.
 */
import type { ChatEvent, Conversation, Message } from '../../core/model/conversation.ts';
import { branch } from '../../core/model/conversation.ts';
import { element } from '../base/elements.ts';
import type { MessageContext, MessageActions } from './messageActions.ts';
import type { MessageView } from './messageView.ts';
import { createMessageView } from './messageView.ts';

export interface Transcript {
  readonly element: HTMLElement;
  /** Shows a conversation, or its changes. */
  show(conversation: Conversation | null, readOnly: boolean): void;
  /** Applies events. `conversation` already includes them. */
  apply(conversation: Conversation, events: readonly ChatEvent[], readOnly: boolean): void;
  view(messageId: string): MessageView | undefined;
}

/**
 * Messages per group: enough to make a long chat cheap, few enough to lay out a group in one frame.
 */
const groupSize = 16;
/**
 * A long chat opens at its end: the number of messages in the first frame, and how many are
 * painted.
 */
const firstShown = 2 * groupSize;
const paintedFirst = 6;
/** Messages to add per step, which takes a few milliseconds. */
const chunk = 8 * groupSize;
/** CSS pixels outside the viewport within which messages are painted in advance. */
const ahead = 1200;

export function createTranscript(hooks: MessageActions): Transcript {
  const root = element('div', 'messages');
  let shownId: string | null = null;
  let path: readonly Message[] = [];
  let versions: ReadonlyMap<string, readonly string[]> = new Map();
  let readOnly = false;
  /** Index in `path` of the first message in the page. */
  let first = 0;
  let filling = false;
  const views: MessageView[] = [];
  const byId = new Map<string, MessageView>();
  const near = new WeakMap<Element, MessageView>();
  // The browser checks every observed element in each frame, so the messages of a group are
  // observed only once the group is near.
  const observer = new IntersectionObserver(
    (entries) => {
      for (const { isIntersecting, target } of entries) {
        if (!isIntersecting) continue;
        observer.unobserve(target);
        const view = near.get(target);
        if (view !== undefined) view.paint();
        else for (const message of target.children) observer.observe(message);
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
      if (group?.childElementCount !== 0) continue;
      observer.unobserve(group);
      group.remove();
    }
    views.length = length;
  }

  function create(message: Message): MessageView {
    const view = createMessageView(message, context(message), hooks);
    byId.set(message.id, view);
    near.set(view.element, view);
    return view;
  }

  function append(message: Message): MessageView {
    const view = create(message);
    let group = root.lastElementChild;
    if (group === null || group.childElementCount >= groupSize) {
      group = element('div', 'message-group');
      root.append(group);
    }
    group.append(view.element);
    views.push(view);
    return view;
  }

  /** Adds messages before those in the page, as plain text. */
  function prepend(count: number): void {
    const from = Math.max(0, first - count);
    const added = path.slice(from, first).map(create);
    const groups: HTMLElement[] = [];
    for (let at = 0; at < added.length; at += groupSize) {
      const members = added.slice(at, at + groupSize).map((view) => view.element);
      groups.push(element('div', 'message-group', ...members));
    }
    root.prepend(...groups);
    for (const group of groups) observer.observe(group);
    views.unshift(...added);
    first = from;
  }

  /** Adds the rest of a long chat while the browser is idle. */
  function fillLater(): void {
    if (first === 0 || filling) return;
    filling = true;
    whenIdle(() => {
      filling = false;
      prepend(chunk);
      fillLater();
    });
  }

  function context(message: Message): MessageContext {
    return {
      versions: versions.get(place(message)) ?? [message.id],
      last: message.id === path.at(-1)?.id,
      readOnly,
    };
  }

  function show(conversation: Conversation | null, nextReadOnly: boolean): void {
    path = conversation === null ? [] : branch(conversation);
    versions = conversation === null ? new Map() : versionIndex(conversation);
    readOnly = nextReadOnly;
    // A message has one parent, so if the first message in the page is on the new path, those
    // before it are unchanged.
    const kept = conversation?.id === shownId ? indexIn(path, views[0]?.message.id) : -1;
    if (kept === -1) {
      cut(0);
      shownId = conversation?.id ?? null;
      first = Math.max(0, path.length - firstShown);
    } else first = kept;
    let common = 0;
    while (common < views.length && views[common]?.message.id === path[first + common]?.id) {
      common++;
    }
    cut(common);
    for (const [index, message] of path.slice(first).entries()) {
      const view = views[index];
      if (view !== undefined) {
        view.update(message, context(message));
        continue;
      }
      const added = append(message);
      // The end of the branch is visible first.
      if (first + index >= path.length - paintedFirst) added.paint();
      else observer.observe(added.element);
    }
    fillLater();
  }

  return {
    element: root,
    show,
    apply(conversation, events, nextReadOnly) {
      if (conversation.id !== shownId || events.some((event) => event.type !== 'delta')) {
        show(conversation, nextReadOnly);
        return;
      }
      for (const event of events) {
        if (event.type === 'delta') byId.get(event.id)?.append(event.text);
      }
    },
    view(messageId) {
      if (!byId.has(messageId) && path.some(({ id }) => id === messageId)) prepend(first);
      return byId.get(messageId);
    },
  };
}

/** -1 if the message is not on the path. */
function indexIn(path: readonly Message[], id: string | undefined): number {
  return path.findIndex((message) => message.id === id);
}

/** Messages with the same key are versions of each other. */
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

/** Safari has no `requestIdleCallback`. */
function whenIdle(callback: () => void): void {
  if (typeof requestIdleCallback === 'function') requestIdleCallback(callback, { timeout: 200 });
  else setTimeout(callback, 16);
}
