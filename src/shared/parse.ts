/**
 * The only way for messages from the panel into the host. The panel displays what a model wrote, so
 * its messages are treated as hostile: a message that doesn't exactly match a known shape is
 * rejected, and an accepted one is rebuilt from checked fields.
 */
import type { ParameterChanges } from '../core/api/parameters.ts';
import { parameterTable, parseParameters } from '../core/api/parameters.ts';
import { isId } from '../core/history/paths.ts';
import type { ErrorAction } from './errorText.ts';
import { actionTitles } from './errorText.ts';
import { maxDataUrlLength, maxInfoLength, maxLanguageLength, maxTextLength } from './limits.ts';
import type { ToHost } from './protocol.ts';

/**
 * Returns the message, or undefined if it is invalid. Never throws, and the result holds no
 * reference into `raw`.
 */
export function parseToHost(raw: unknown): ToHost | undefined {
  if (typeof raw !== 'object' || raw === null || Array.isArray(raw)) return undefined;
  const type = own(raw, 'type');
  if (typeof type !== 'string' || !Object.hasOwn(shapes, type)) return undefined;
  try {
    return shapes[type as ToHost['type']](raw);
  } catch (error) {
    if (error instanceof Refused) return undefined;
    throw error;
  }
}

/** Thrown by a check inside a shape, and caught only by `parseToHost`. */
class Refused extends Error {}

type Shapes = { readonly [T in ToHost['type']]: (raw: object) => ToHost & { type: T } };

const shapes: Shapes = {
  ready: () => ({ type: 'ready' }),
  snapshot: () => ({ type: 'snapshot' }),
  send: (raw) => ({
    type: 'send',
    conversationId: optionalId(raw, 'conversationId'),
    text: text(raw, 'text'),
  }),
  stop: (raw) => ({ type: 'stop', conversationId: id(raw, 'conversationId') }),
  newChat: () => ({ type: 'newChat' }),
  openChat: (raw) => ({ type: 'openChat', conversationId: id(raw, 'conversationId') }),
  regenerate: (raw) => ({ type: 'regenerate', ...messageIds(raw) }),
  continue: (raw) => ({ type: 'continue', ...messageIds(raw) }),
  retry: (raw) => ({ type: 'retry', ...messageIds(raw) }),
  edit: (raw) => ({ type: 'edit', ...messageIds(raw), text: text(raw, 'text') }),
  selectBranch: (raw) => ({ type: 'selectBranch', ...messageIds(raw) }),
  insertCode: (raw) => ({ type: 'insertCode', ...codeBlock(raw) }),
  newFile: (raw) => ({
    type: 'newFile',
    code: text(raw, 'code'),
    language: text(raw, 'language', maxLanguageLength),
  }),
  applyCode: (raw) => ({ type: 'applyCode', ...codeBlock(raw) }),
  copy: (raw) => ({ type: 'copy', text: text(raw, 'text') }),
  openLink: (raw) => ({ type: 'openLink', href: text(raw, 'href', 10_000) }),
  suggest: (raw) => ({ type: 'suggest', query: text(raw, 'query', 1000) }),
  attach: (raw) =>
    own(raw, 'reference') === undefined
      ? { type: 'attach' }
      : { type: 'attach', reference: text(raw, 'reference', 10_000) },
  removeAttachment: (raw) => ({ type: 'removeAttachment', id: id(raw, 'id') }),
  refreshAttachment: (raw) => ({ type: 'refreshAttachment', id: id(raw, 'id') }),
  attachImage: (raw) => ({
    type: 'attachImage',
    name: text(raw, 'name', 1000),
    dataUrl: imageUrl(raw, 'dataUrl'),
    width: pixels(raw, 'width'),
    height: pixels(raw, 'height'),
  }),
  history: () => ({ type: 'history' }),
  search: (raw) => ({ type: 'search', query: text(raw, 'query', 1000) }),
  rename: (raw) => ({
    type: 'rename',
    conversationId: id(raw, 'conversationId'),
    title: text(raw, 'title', 1000),
  }),
  pin: (raw) => ({
    type: 'pin',
    conversationId: id(raw, 'conversationId'),
    pinned: flag(raw, 'pinned'),
  }),
  delete: (raw) => ({ type: 'delete', conversationId: id(raw, 'conversationId') }),
  undoDelete: (raw) => ({ type: 'undoDelete', conversationId: id(raw, 'conversationId') }),
  export: (raw) => ({ type: 'export', conversationId: id(raw, 'conversationId') }),
  import: () => ({ type: 'import' }),
  setOptions: (raw) => ({
    type: 'setOptions',
    conversationId: optionalId(raw, 'conversationId'),
    ...(own(raw, 'model') === undefined ? {} : { model: text(raw, 'model', 200) }),
    ...(own(raw, 'parameters') === undefined ? {} : { parameters: parameters(raw, 'parameters') }),
  }),
  showRequest: (raw) => ({
    type: 'showRequest',
    conversationId: optionalId(raw, 'conversationId'),
    text: text(raw, 'text'),
  }),
  action: (raw) => ({ type: 'action', action: action(raw, 'action') }),
};

/** Reads own properties only, so that a polluted prototype has no effect. */
function own(raw: object, name: string): unknown {
  const descriptor = Object.getOwnPropertyDescriptor(raw, name);
  return descriptor === undefined ? undefined : (descriptor.value as unknown);
}

function text(raw: object, name: string, limit = maxTextLength): string {
  const value = own(raw, name);
  if (typeof value !== 'string' || value.length > limit) throw new Refused(name);
  return value;
}

/** Ids are used as file names. */
function id(raw: object, name: string): string {
  const value = own(raw, name);
  if (typeof value !== 'string' || !isId(value)) throw new Refused(name);
  return value;
}

function optionalId(raw: object, name: string): string | null {
  return own(raw, name) === null ? null : id(raw, name);
}

function messageIds(raw: object): { conversationId: string; messageId: string } {
  return { conversationId: id(raw, 'conversationId'), messageId: id(raw, 'messageId') };
}

function codeBlock(raw: object): Omit<ToHost & { type: 'applyCode' }, 'type'> {
  return { ...messageIds(raw), code: text(raw, 'code'), info: text(raw, 'info', maxInfoLength) };
}

function flag(raw: object, name: string): boolean {
  const value = own(raw, name);
  if (typeof value !== 'boolean') throw new Refused(name);
  return value;
}

function pixels(raw: object, name: string): number {
  const value = own(raw, name);
  if (typeof value !== 'number' || !Number.isInteger(value) || value < 1 || value > 100_000) {
    throw new Refused(name);
  }
  return value;
}

function imageUrl(raw: object, name: string): string {
  const value = text(raw, name, maxDataUrlLength);
  if (!/^data:image\/(?:png|jpeg|gif|webp);base64,[A-Za-z0-9+/]+={0,2}$/.test(value)) {
    throw new Refused(name);
  }
  return value;
}

function action(raw: object, name: string): ErrorAction {
  const value = own(raw, name);
  if (typeof value !== 'string' || !isAction(value)) throw new Refused(name);
  return value;
}

function isAction(value: string): value is ErrorAction {
  return Object.hasOwn(actionTitles, value);
}

/**
 * The parameters that change; null unsets one. A value must be in the range that applies to every
 * request.
 */
function parameters(raw: object, name: string): ParameterChanges {
  const value = own(raw, name);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new Refused(name);
  const names: ReadonlySet<string> = new Set(parameterTable.map((spec) => spec.name));
  const keys = Object.keys(value);
  if (!keys.every((key) => names.has(key))) throw new Refused(name);
  const parsed = parseParameters((spec) => {
    const entry = own(value, spec.name);
    if (entry === undefined || entry === null) return undefined;
    if (spec.type === 'strings' && isStop(entry)) return [...entry];
    if (spec.type === 'biases' && isBias(entry)) return { ...entry };
    if (typeof entry === 'number') return entry;
    throw new Refused(spec.name);
  });
  if (parsed.problem !== undefined) throw new Refused(name);
  const unset = keys.filter((key) => own(value, key) === null).map((key) => [key, null] as const);
  return { ...Object.fromEntries(unset), ...parsed.parameters };
}

function isStop(value: unknown): value is readonly string[] {
  return (
    Array.isArray(value) &&
    value.length <= 100 &&
    value.every((entry) => typeof entry === 'string' && entry.length <= 1000)
  );
}

function isBias(value: unknown): value is Readonly<Record<string, number>> {
  return (
    typeof value === 'object' &&
    value !== null &&
    Object.entries(value).length <= 1000 &&
    Object.entries(value).every(
      ([key, entry]) =>
        /^\d{1,10}$/.test(key) && typeof entry === 'number' && Number.isFinite(entry),
    )
  );
}
