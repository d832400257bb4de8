import assert from 'node:assert/strict';
import { createPanelOutbox } from '../../../../src/host/chat/panelOutbox.ts';
import type { ToPanel } from '../../../../src/shared/protocol.ts';

const notice = (text: string, restoreDraft?: string): ToPanel => ({
  type: 'notice',
  level: 'error',
  text,
  actions: [],
  ...(restoreDraft === undefined ? {} : { restoreDraft }),
});

describe('a panel that is not there yet, or hidden', () => {
  it('gets, once, the text that has no other place and where the user wants to be, in order, and nothing else that is old', () => {
    const told: ToPanel[] = [];
    const delivery = createPanelOutbox((message) => {
      told.push(message);
      return Promise.resolve(true);
    });
    const mine = notice('The disk is full.', 'my words');
    for (const round of ['made', 'hidden']) {
      told.length = 0;
      delivery.away();
      delivery.post(mine);
      delivery.post({ type: 'showHistory' });
      delivery.post({ type: 'focusComposer', text: 'more' });
      assert.deepEqual(told, [], round);
      delivery.ready();
      delivery.ready();
      assert.deepEqual(told, [
        mine,
        { type: 'showHistory' },
        { type: 'focusComposer', text: 'more' },
      ]);
    }
  });

  it('hears the rest only if it is there: it asks for it when it is', () => {
    const told: ToPanel[] = [];
    let visible = false;
    const delivery = createPanelOutbox((message) => {
      if (!visible) return undefined;
      told.push(message);
      return Promise.resolve(true);
    });
    delivery.post(notice('Gone.'));
    visible = true;
    delivery.ready();
    assert.deepEqual(told, []);

    visible = false;
    const mine = notice('The disk is full.', 'my words');
    delivery.post(mine);
    visible = true;
    delivery.ready();
    assert.deepEqual(told, [mine]);
  });

  it('gets it also where it was hidden while the message was on its way', async () => {
    const tries: ToPanel[] = [];
    const delivery = createPanelOutbox((message) => {
      tries.push(message);
      return tries.length === 1
        ? Promise.resolve(false)
        : tries.length === 2
          ? Promise.reject(new Error('disposed'))
          : Promise.resolve(true);
    });
    const mine = notice('The disk is full.', 'my words');
    delivery.ready();
    delivery.post(mine);
    for (let seen = 0; seen < 3; seen++) {
      await Promise.resolve();
      await Promise.resolve();
      delivery.ready();
    }
    assert.deepEqual(tries, [mine, mine, mine]);
  });
});
