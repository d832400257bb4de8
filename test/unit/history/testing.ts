/** What the tests of this room share: files in memory that can fail and lose power, and short events. */
import { fileError } from '../../../src/core/base/fileError.ts';
import type { ChatEvent, Message } from '../../../src/core/model/conversation.ts';
import type { Clock, FileErrorKind, Files, Log, NewId } from '../../../src/core/base/ports.ts';

export const silent: Log = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
};

export function counter(prefix = 'id'): NewId {
  let count = 0;
  return () => `${prefix}-${++count}`;
}

interface MemoryFile {
  bytes: Uint8Array;
  /** What a power cut would leave. */
  synced: Uint8Array;
  modified: number;
}

export interface MemoryFiles extends Files {
  readonly content: Map<string, MemoryFile>;
  /** Called before each operation that changes something, with its number from 1 on: with what it returns, the operation rejects. */
  fail: (operation: number, name: string, path: string) => FileErrorKind | undefined;
  /** What an operation that fails leaves: half of what was to be written, as a full disk does, or all of it, as where its `fsync` fails. */
  faultLeaves: 'half' | 'all';
  /** Changing operations so far. */
  readonly operations: number;
  /** Everything that was not synced is gone. */
  cutPower(): void;
}

export function memoryFiles(clock: Clock): MemoryFiles {
  const content = new Map<string, MemoryFile>();
  let operations = 0;
  const memory: MemoryFiles = {
    content,
    fail: () => undefined,
    faultLeaves: 'half',
    get operations() {
      return operations;
    },
    cutPower() {
      for (const [path, file] of content) {
        if (file.synced.length === 0) content.delete(path);
        else content.set(path, { ...file, bytes: file.synced });
      }
    },
    read: (path) => attempt(() => get(path).bytes.slice()),
    list: (folder) =>
      attempt(() => {
        const prefix = folder === '.' ? '' : `${folder}/`;
        const below = [...content.keys()].filter((path) => path.startsWith(prefix));
        return [...new Set(below.map((path) => path.slice(prefix.length).split('/')[0] ?? ''))];
      }),
    stat: (path) => attempt(() => ({ size: get(path).bytes.length, modified: get(path).modified })),
    append: (path, bytes, { sync }) =>
      change('append', path, (fault) => {
        const before = content.get(path);
        const part = fault ? bytes.subarray(0, bytes.length >> 1) : bytes;
        const whole = Uint8Array.from([...(before?.bytes ?? []), ...part]);
        const synced = sync && !fault ? whole : (before?.synced ?? new Uint8Array());
        content.set(path, { bytes: whole, synced, modified: clock.now() });
      }),
    close: () => Promise.resolve(),
    replace: (path, bytes) =>
      change('replace', path, (fault) => {
        if (!fault) content.set(path, { bytes, synced: bytes, modified: clock.now() });
      }),
    rename: (from, to) =>
      change('rename', from, (fault) => {
        const file = get(from);
        if (fault) return;
        content.delete(from);
        content.set(to, file);
      }),
    remove: (path) =>
      change('remove', path, (fault) => {
        get(path);
        if (!fault) content.delete(path);
      }),
    create: (path, bytes) =>
      change('create', path, (fault) => {
        if (content.has(path)) return false;
        if (!fault) content.set(path, { bytes, synced: bytes, modified: clock.now() });
        return true;
      }),
  };
  return memory;

  function get(path: string): MemoryFile {
    const file = content.get(path);
    if (file === undefined) throw fileError('notFound', `There is no ${path}`);
    return file;
  }

  async function attempt<T>(operation: () => T): Promise<T> {
    await Promise.resolve();
    return operation();
  }

  function change<T>(name: string, path: string, operation: (fault: boolean) => T): Promise<T> {
    return attempt(() => {
      operations++;
      const kind = memory.fail(operations, name, path);
      const result = operation(kind !== undefined && memory.faultLeaves === 'half');
      if (kind !== undefined) throw fileError(kind, `The ${name} of ${path} failed`);
      return result;
    });
  }
}

export const created = (id: string, title = 'T', at = 1): ChatEvent => ({
  type: 'created',
  at,
  id,
  title,
});

export const said = (
  id: string,
  text: string,
  parentId: string | null = null,
  role: Message['role'] = 'user',
  at = 2,
): ChatEvent => ({
  type: 'message',
  at,
  message: {
    id,
    parentId,
    role,
    text,
    attachments: [],
    state: role === 'user' ? 'complete' : 'streaming',
    createdAt: at,
  },
});

export const delta = (id: string, text: string, at = 3): ChatEvent => ({
  type: 'delta',
  at,
  id,
  text,
});

export const done = (id: string, at = 4): ChatEvent => ({
  type: 'finished',
  at,
  id,
  state: 'complete',
  finishReason: 'stop',
});
