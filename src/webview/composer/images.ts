/** Reads pasted, dropped or selected images and scales them down before they go to the host. */

export interface ChosenImage {
  readonly name: string;
  /** `data:image/…;base64,…` of a type that the API accepts. */
  readonly dataUrl: string;
  readonly width: number;
  readonly height: number;
}

/**
 * Pixels of the longest side. Gemini splits images into tiles of 768 pixels; two tiles and a margin
 * keep small text readable.
 */
export const longestSide = 1568;
/** Bytes. Larger files are re-encoded even if their sides fit. */
const largestFile = 3_000_000;
const takenAsIs = ['image/png', 'image/jpeg', 'image/gif', 'image/webp'];

/** Whole pixels in the same proportions. No side is longer than `longest` or shorter than 1. */
export function fit(
  width: number,
  height: number,
  longest: number,
): { readonly width: number; readonly height: number } {
  const scale = Math.min(1, longest / Math.max(width, height));
  const side = (value: number): number => Math.max(1, Math.round(value * scale));
  return { width: side(width), height: side(height) };
}

/** @throws Error if the browser can't decode the file as an image. */
export async function readImage(file: File): Promise<ChosenImage> {
  const bitmap = await createImageBitmap(file);
  try {
    const { width, height } = fit(bitmap.width, bitmap.height, longestSide);
    const fits = width === bitmap.width && file.size <= largestFile;
    const blob =
      fits && takenAsIs.includes(file.type) ? file : await draw(bitmap, width, height, file.type);
    return { name: file.name || 'picture', dataUrl: await dataUrl(blob), width, height };
  } finally {
    bitmap.close();
  }
}

/** The images in pasted or dropped data. */
export function imagesIn(transfer: DataTransfer | null): readonly File[] {
  return [...(transfer?.files ?? [])].filter((file) => file.type.startsWith('image/'));
}

async function draw(
  bitmap: ImageBitmap,
  width: number,
  height: number,
  type: string,
): Promise<Blob> {
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext('2d');
  if (context === null) throw new Error('no canvas');
  context.imageSmoothingQuality = 'high';
  context.drawImage(bitmap, 0, 0, width, height);
  // PNG keeps the text in screenshots sharp. Photos are small enough only as JPEG.
  const png = type === 'image/jpeg' ? undefined : await canvas.convertToBlob({ type: 'image/png' });
  return png !== undefined && png.size <= largestFile
    ? png
    : canvas.convertToBlob({ type: 'image/jpeg', quality: 0.9 });
}

function dataUrl(blob: Blob): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => {
      resolve(typeof reader.result === 'string' ? reader.result : '');
    };
    reader.onerror = () => {
      reject(new Error('the picture could not be read'));
    };
    reader.readAsDataURL(blob);
  });
}
