/** A text document as VS Code keeps it: edits in undo groups, undo and redo that tell what they change, a file that only a save touches. */
import type { TextEdit } from '../../../src/core/review/review.ts';
import type { OffsetChange } from '../../../src/core/review/trackRange.ts';

export interface ModelChange {
  readonly changes: readonly OffsetChange[];
  readonly reason?: 'undo' | 'redo';
}

export interface DocumentModel {
  readonly text: string;
  readonly onDisk: string;
  /** How often each side saved. */
  readonly saves: number;
  canUndo(): boolean;
  canRedo(): boolean;
  /** One edit of several places, as one undo step unless it goes on typing. In ascending order, offsets of the text before. */
  edit(edits: readonly TextEdit[], options?: { readonly joins?: boolean }): void;
  undo(): void;
  redo(): void;
  save(): void;
  /** Reads the file again: the text becomes what is on disk, and that can be undone. */
  revert(): void;
  onChange(listener: (change: ModelChange) => void): void;
}

/** The edits of an undo step, each list of offsets in the text before it. */
type Step = (readonly TextEdit[])[];

export function documentModel(initial: string): DocumentModel {
  let text = initial;
  let onDisk = initial;
  let saves = 0;
  const past: Step[] = [];
  let future: Step[] = [];
  const listeners: ((change: ModelChange) => void)[] = [];
  /** Makes the edits, tells of them, and gives those that take them back, which VS Code makes in just the same places. */
  const make = (edits: readonly TextEdit[], reason?: 'undo' | 'redo'): readonly TextEdit[] => {
    let result = '';
    let at = 0;
    const inverse = edits.map((edit): TextEdit => {
      result += text.slice(at, edit.offset);
      const offset = result.length;
      result += edit.text;
      at = edit.offset + edit.length;
      return { offset, length: edit.text.length, text: text.slice(edit.offset, at) };
    });
    text = result + text.slice(at);
    const changes = edits.map(({ offset, length, text: added }) => ({
      offset,
      length,
      textLength: added.length,
    }));
    for (const listener of listeners) {
      listener({ changes, ...(reason === undefined ? {} : { reason }) });
    }
    return inverse;
  };
  const model: DocumentModel = {
    get text() {
      return text;
    },
    get onDisk() {
      return onDisk;
    },
    get saves() {
      return saves;
    },
    canUndo: () => past.length > 0,
    canRedo: () => future.length > 0,
    edit(edits, options = {}) {
      future = [];
      const last = past.at(-1);
      const inverse = make(edits);
      if (options.joins === true && last !== undefined) last.push(inverse);
      else past.push([inverse]);
    },
    undo() {
      const step = past.pop();
      if (step !== undefined) future.push(step.reverse().map((edits) => make(edits, 'undo')));
    },
    redo() {
      const step = future.pop();
      if (step !== undefined) past.push(step.reverse().map((edits) => make(edits, 'redo')));
    },
    save() {
      onDisk = text;
      saves += 1;
    },
    revert() {
      if (text !== onDisk) model.edit([{ offset: 0, length: text.length, text: onDisk }]);
    },
    onChange(listener) {
      listeners.push(listener);
    },
  };
  return model;
}
