/** The ways a picture comes into the composer: picked, pasted into the text, dropped anywhere on the page. */
import { element } from '../base/elements.ts';
import type { Post } from '../base/hostConnection.ts';
import { imagesIn, readImage } from './images.ts';

export interface ImageInput {
  /** Not seen; it must be in the page to open the picker. */
  readonly element: HTMLElement;
  readonly pick: () => void;
}

export function createImageInput(
  box: HTMLTextAreaElement,
  post: Post,
  onProblem: (words: string) => void,
): ImageInput {
  const input = element('input', '');
  input.type = 'file';
  input.accept = 'image/*';
  input.multiple = true;
  input.hidden = true;
  input.addEventListener('change', () => {
    attach([...(input.files ?? [])]);
    input.value = '';
  });

  function attach(files: readonly File[]): void {
    for (const file of files) {
      readImage(file).then(
        (picture) => {
          post({ type: 'attachImage', ...picture });
        },
        () => {
          onProblem(`${file.name} can’t be read as a picture. PNG, JPEG, GIF and WebP can.`);
        },
      );
    }
  }

  box.addEventListener('paste', (event) => {
    const pictures = imagesIn(event.clipboardData);
    // Office programs put a picture beside the text that was copied: the text is what was meant.
    if (pictures.length === 0 || event.clipboardData?.types.includes('text/plain')) return;
    event.preventDefault();
    attach(pictures);
  });

  // Over its children a drag leaves and enters again: the count is zero only where it is gone.
  let depth = 0;
  const mark = (): void => {
    document.body.classList.toggle('dropping', depth > 0);
  };
  const holdsFiles = (event: DragEvent): boolean =>
    event.dataTransfer?.types.includes('Files') ?? false;
  document.addEventListener('dragenter', (event) => {
    if (!holdsFiles(event)) return;
    depth++;
    mark();
  });
  document.addEventListener('dragleave', (event) => {
    if (!holdsFiles(event)) return;
    depth--;
    mark();
  });
  document.addEventListener('dragover', (event) => {
    if (holdsFiles(event)) event.preventDefault();
  });
  document.addEventListener('drop', (event) => {
    if (!holdsFiles(event)) return;
    event.preventDefault();
    depth = 0;
    mark();
    const pictures = imagesIn(event.dataTransfer);
    if (pictures.length > 0) attach(pictures);
    else
      onProblem('Only pictures can be dropped here. Attach files with the paper clip or with @.');
    box.focus();
  });

  return {
    element: input,
    pick: () => {
      input.click();
    },
  };
}
