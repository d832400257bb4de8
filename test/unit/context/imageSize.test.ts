import assert from 'node:assert/strict';
import { imageInfo } from '../../../src/core/context/imageSize.ts';

const bytes = (hex: string) => Uint8Array.from(Buffer.from(hex.replace(/\s/g, ''), 'hex'));

describe('the size of a picture', () => {
  it('is read from its first bytes', () => {
    const png = bytes('89504e470d0a1a0a 0000000d 49484452 00000140 000000f0 0806000000');
    assert.deepEqual(imageInfo(png), { type: 'image/png', width: 320, height: 240 });
    const gif = bytes('474946383961 4001 f000 00000000');
    assert.deepEqual(imageInfo(gif), { type: 'image/gif', width: 320, height: 240 });
    const jpeg = bytes('ffd8 ffe0 0004 0000 ffc0 0011 08 00f0 0140 03 00000000');
    assert.deepEqual(imageInfo(jpeg), { type: 'image/jpeg', width: 320, height: 240 });
    const webp = bytes('52494646 00000000 57454250 56503820 00000000 000000 9d012a 4001 f000');
    assert.deepEqual(imageInfo(webp), { type: 'image/webp', width: 320, height: 240 });
  });

  it('is not made up for anything else, however it begins or ends', () => {
    assert.equal(imageInfo(bytes('')), undefined);
    assert.equal(imageInfo(bytes('ffd8ff')), undefined);
    assert.equal(imageInfo(bytes('3c737667')), undefined);
    assert.equal(imageInfo(bytes('52494646')), undefined);
  });
});
