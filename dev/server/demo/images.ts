/** Reads an image's type and its size in pixels from its header. */

export interface ImageFacts {
  readonly type: string;
  readonly width: number;
  readonly height: number;
  readonly bytes: number;
}

/** The facts of a `data:` URL, or a description of what is wrong with it. */
export function imageFacts(url: string): ImageFacts | string {
  const [, mediaType, base64] =
    /^data:(image\/[\w.+-]+)(?:;[\w=-]+)*;base64,(.*)$/s.exec(url) ?? [];
  if (mediaType === undefined || base64 === undefined) {
    return url.startsWith('data:')
      ? 'it is not given in base64'
      : 'it is not in the request, only its address is: this server looks nothing up';
  }
  const bytes = Buffer.from(base64, 'base64');
  const found = png(bytes) ?? gif(bytes) ?? webp(bytes) ?? jpeg(bytes);
  if (found === undefined) {
    return `${mediaType} is what its address says, but its ${bytes.length} bytes are no PNG, JPEG, GIF or WebP that I can read`;
  }
  return { ...found, bytes: bytes.length };
}

type Header = Omit<ImageFacts, 'bytes'>;

/** PNG specification, 5.2 and 11.2.2: the signature, then IHDR with width and height. */
function png(bytes: Buffer): Header | undefined {
  if (bytes.length < 24 || bytes.toString('latin1', 0, 8) !== '\x89PNG\r\n\x1a\n') return undefined;
  return { type: 'PNG', width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) };
}

/** GIF89a specification, 17 and 18: the signature, then the logical screen's width and height. */
function gif(bytes: Buffer): Header | undefined {
  if (bytes.length < 10 || !/^GIF8[79]a$/.test(bytes.toString('latin1', 0, 6))) return undefined;
  return { type: 'GIF', width: bytes.readUInt16LE(6), height: bytes.readUInt16LE(8) };
}

/**
 * WebP container specification: a RIFF file with VP8 (lossy), VP8L (lossless) or VP8X (extended).
 */
function webp(bytes: Buffer): Header | undefined {
  if (bytes.length < 30 || bytes.toString('latin1', 0, 4) !== 'RIFF') return undefined;
  switch (bytes.toString('latin1', 8, 16)) {
    case 'WEBPVP8 ':
      return {
        type: 'WebP',
        width: bytes.readUInt16LE(26) & 0x3fff,
        height: bytes.readUInt16LE(28) & 0x3fff,
      };
    case 'WEBPVP8L': {
      const bits = bytes.readUInt32LE(21);
      return { type: 'WebP', width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 };
    }
    case 'WEBPVP8X':
      return {
        type: 'WebP',
        width: bytes.readUIntLE(24, 3) + 1,
        height: bytes.readUIntLE(27, 3) + 1,
      };
    default:
      return undefined;
  }
}

/**
 * JPEG (ITU-T T.81, B.1 and B.2): skips segments up to the frame header, SOF0 to SOF15 except DHT,
 * JPG and DAC.
 */
function jpeg(bytes: Buffer): Header | undefined {
  if (bytes.length < 4 || bytes.readUInt16BE(0) !== 0xffd8) return undefined;
  let at = 2;
  while (at + 9 <= bytes.length && bytes[at] === 0xff) {
    const marker = bytes[at + 1] ?? 0;
    if (marker === 0xff) {
      at += 1;
    } else if (marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)) {
      return {
        type: 'JPEG',
        width: bytes.readUInt16BE(at + 7),
        height: bytes.readUInt16BE(at + 5),
      };
    } else {
      at += 2 + bytes.readUInt16BE(at + 2);
    }
  }
  return undefined;
}
