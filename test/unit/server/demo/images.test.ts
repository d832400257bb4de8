import assert from 'node:assert/strict';

import { imageFacts } from '../../../../dev/server/demo/images.ts';

const url = (bytes: Buffer, type = 'image/png'): string =>
  `data:${type};base64,${bytes.toString('base64')}`;

/** Bytes from text of one character each, numbers and buffers. */
const bytes = (...parts: readonly (string | readonly number[])[]): Buffer =>
  Buffer.concat(
    parts.map((part) =>
      typeof part === 'string' ? Buffer.from(part, 'latin1') : Buffer.from(part),
    ),
  );

describe('the facts of an image', () => {
  const images: readonly (readonly [string, Buffer])[] = [
    ['PNG', bytes('\x89PNG\r\n\x1a\n', [0, 0, 0, 13], 'IHDR', [0, 0, 2, 128, 0, 0, 1, 224])],
    ['GIF', bytes('GIF89a', [128, 2, 224, 1])],
    [
      'JPEG',
      bytes(
        [0xff, 0xd8, 0xff, 0xe0, 0, 6, 1, 2, 3, 4],
        [0xff, 0xff, 0xc4, 0, 4, 0, 0],
        [0xff, 0xc2, 0, 17, 8, 1, 224, 2, 128, 3],
      ),
    ],
    ['WebP', bytes('RIFF', [0, 0, 0, 0], 'WEBPVP8 ', Array<number>(10).fill(0), [128, 2, 224, 1])],
    [
      'WebP',
      bytes(
        'RIFF',
        [0, 0, 0, 0],
        'WEBPVP8L',
        [0, 0, 0, 0, 0x2f, 0x7f, 0xc2, 0x77, 0],
        Array<number>(8).fill(0),
      ),
    ],
    [
      'WebP',
      bytes('RIFF', [0, 0, 0, 0], 'WEBPVP8X', Array<number>(8).fill(0), [127, 2, 0, 223, 1, 0]),
    ],
  ];
  for (const [index, [type, data]] of images.entries()) {
    it(`are read from the header of a ${type} (${index})`, () => {
      assert.deepEqual(imageFacts(url(data)), {
        type,
        width: 640,
        height: 480,
        bytes: data.length,
      });
    });

    it(`are none where the ${type} is cut short (${index})`, () => {
      for (let end = 0; end < data.length - 8; end += 1) {
        assert.equal(typeof imageFacts(url(data.subarray(0, end))), 'string');
      }
    });
  }

  it('are none where there is no such image, and it says why', () => {
    const why = (address: string): string => {
      const facts = imageFacts(address);
      return typeof facts === 'string' ? facts : '';
    };
    assert.match(why(url(Buffer.from('<svg/>'), 'image/svg+xml')), /no PNG, JPEG/);
    assert.match(why('data:image/png,abc'), /not given in base64/);
    assert.match(why('https://example.com/a.png'), /looks nothing up/);
  });
});
