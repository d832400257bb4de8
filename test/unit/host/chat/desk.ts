/** Windows over one disk, as far as they need no VS Code: for tests of the host's chat. */
import type { TurnResult } from '../../../../src/core/api/types.ts';
import type { Conversation } from '../../../../src/core/model/conversation.ts';
import { createHistory } from '../../../../src/core/history/conversationStore.ts';
import type { ToPanel } from '../../../../src/shared/protocol.ts';
import { counter, memoryFiles, silent } from '../../history/testing.ts';
import { manualClock, settled } from '../../manualClock.ts';
import { testChat } from './testChat.ts';

/** Each window with its chat and what its panel was told. */
export function desk() {
  const clock = manualClock();
  const files = memoryFiles(clock);
  const newId = counter('w');
  const window = () => {
    const told: ToPanel[] = [];
    const answers: ((outcome: TurnResult['outcome']) => Promise<void>)[] = [];
    const store = createHistory({
      files,
      clock,
      log: silent,
      newId,
      onProblem: (id, error) => {
        chat.storageProblem(id, error);
      },
    });
    const chat = testChat({
      store,
      clock,
      newId,
      runTurn: () =>
        new Promise((resolve) => {
          answers.push(async (outcome) => {
            resolve({ outcome, text: '', toolCalls: [], elapsedMs: 5 });
            await settled();
          });
        }),
      post: (message) => told.push(message),
    });
    /** Asks in the open chat, and has it answered. */
    const ask = async (text: string): Promise<string> => {
      await chat.send(chat.current, text);
      await settled();
      await answers.at(-1)?.({ kind: 'complete', finishReason: 'stop' });
      return chat.current ?? '';
    };
    const shown = (): Conversation | null | undefined =>
      told.findLast((message) => message.type === 'snapshot')?.conversation;
    /** The sentences above the open chat. */
    const warnings = (): readonly string[] =>
      told
        .flatMap((message) => (message.type === 'state' ? [message.state.warnings] : []))
        .at(-1) ?? [];
    return { store, chat, told, answers, ask, shown, warnings };
  };
  /** Until a window lets others write what it has written. */
  const rest = () => clock.pass(6_000);
  return { clock, files, window, rest };
}
