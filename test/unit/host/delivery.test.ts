import assert from 'node:assert/strict';
import { createDelivery } from '../../../src/host/chat/delivery.ts';
import type { ToPanel } from '../../../src/shared/protocol.ts';

const notice = (text: string, restoreDraft?: string): ToPanel => ({
  type: 'notice',
  level: 'error',
  text,
  actions: [],
  ...(restoreDraft === undefined ? {} : { restoreDraft }),
});

describe('a hidden panel', () => {
  it('gets the text that could not be sent when it is seen again, once, and nothing else that is old', () => {
    const told: ToPanel[] = [];
    let visible = false;
    const delivery = createDelivery((message) => {
      if (!visible) return undefined;
      told.push(message);
      return Promise.resolve(true);
    });
    const mine = notice('The disk is full.', 'my words');
    delivery.post(mine);
    delivery.post(notice('Gone.'));
    delivery.post({ type: 'showHistory' });
    visible = true;
    delivery.ready();
    delivery.ready();
    assert.deepEqual(told, [mine]);
  });

  it('gets it also where it was hidden while the message was on its way', async () => {
    const tries: ToPanel[] = [];
    const delivery = createDelivery((message) => {
      tries.push(message);
      return tries.length === 1
        ? Promise.resolve(false)
        : tries.length === 2
          ? Promise.reject(new Error('disposed'))
          : Promise.resolve(true);
    });
    const mine = notice('The disk is full.', 'my words');
    delivery.post(mine);
    for (let seen = 0; seen < 3; seen++) {
      await Promise.resolve();
      await Promise.resolve();
      delivery.ready();
    }
    assert.deepEqual(tries, [mine, mine, mine]);
  });
});
