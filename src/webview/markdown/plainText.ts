/** Growing unformatted text, for what is too long to format. Its pieces are laid out separately. */

export interface PlainText {
  append(text: string): void;
}

/** Characters per piece: about two screens. */
const pieceLength = 4_000;

export function createPlainText(element: Element): PlainText {
  let last: Text | null = null;
  return {
    append: (text) => {
      for (let from = 0; from < text.length;) {
        if (last === null || last.length >= pieceLength) {
          const piece = element.ownerDocument.createElement('span');
          piece.className = 'plain-piece';
          last = element.ownerDocument.createTextNode('');
          piece.append(last);
          element.append(piece);
        }
        const more = text.slice(from, from + pieceLength - last.length);
        last.appendData(more);
        from += more.length;
      }
    },
  };
}

/** Adds a place for the unformatted rest, below a note that explains it. */
export function appendPlainRest(parent: HTMLElement, words: string): PlainText {
  const document = parent.ownerDocument;
  const note = document.createElement('p');
  note.className = 'plain-note';
  note.textContent = words;
  const rest = document.createElement('div');
  rest.className = 'plain-rest';
  parent.append(note, rest);
  return createPlainText(rest);
}
