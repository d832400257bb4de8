/** A table that grows row by row. All rows except the last are final. */
import type { TableBlock } from './blocks.ts';
import type { PaintContext } from './paintContext.ts';
import { createLeafText, type LeafText } from './leafText.ts';
import { appendPlainRest, type PlainText } from './plainText.ts';

/**
 * Maximum rows of a table, which the browser lays out only as a whole. Tables written by people are
 * far shorter.
 */
const shownRows = 500;

export interface TableView {
  readonly element: HTMLElement;
  update(block: TableBlock, open: boolean): void;
}

export function createTableView(context: PaintContext, align: TableBlock['align']): TableView {
  const { document } = context;
  const element = document.createElement('div');
  element.className = 'table-scroll';
  element.tabIndex = 0;
  element.setAttribute('role', 'group');
  element.setAttribute('aria-label', 'Table');
  const table = element.appendChild(document.createElement('table'));
  const head = table.appendChild(document.createElement('thead'));
  const header = createRow(context, align, 'th');
  head.append(header.element);
  let body: HTMLElement | null = null;
  const rows: Row[] = [];
  let done = 0;
  let rest: PlainText | null = null;
  let next = shownRows;

  /** Shows complete rows beyond the limit as plain text. */
  const showRest = (all: TableBlock['rows'], whole: number) => {
    for (; next < whole; next++) {
      rest ??= appendPlainRest(
        element,
        'The table is very long. The other rows are shown without formatting.',
      );
      rest.append(`${all[next]?.join(' | ') ?? ''}\n`);
    }
  };

  return {
    element,
    update: (block, open) => {
      header.update(block.header, open && block.rows.length === 0);
      if (block.rows.length > 0 && body === null) {
        body = table.appendChild(document.createElement('tbody'));
      } else if (block.rows.length === 0) {
        body?.remove();
        body = null;
      }
      const shown = Math.min(block.rows.length, shownRows);
      for (let i = done; i < shown; i++) {
        const row = rows[i] ?? createRow(context, align, 'td');
        if (rows[i] === undefined) body?.append(row.element);
        rows[i] = row;
        row.update(block.rows[i] ?? [], open && i === block.rows.length - 1);
      }
      for (const row of rows.splice(block.rows.length)) row.element.remove();
      // The last row may still be incomplete.
      done = Math.max(0, block.rows.length - 1);
      showRest(block.rows, open ? block.rows.length - 1 : block.rows.length);
    },
  };
}

interface Row {
  readonly element: HTMLElement;
  update(cells: readonly string[], open: boolean): void;
}

function createRow(context: PaintContext, align: TableBlock['align'], tag: 'th' | 'td'): Row {
  const element = context.document.createElement('tr');
  const texts: LeafText[] = align.map((side) => {
    const cell = element.appendChild(context.document.createElement(tag));
    if (side !== null) cell.className = `align-${side}`;
    return createLeafText(cell, context);
  });
  return {
    element,
    update: (cells, open) => {
      texts.forEach((text, i) => {
        text.update(cells[i] ?? '', open && i === cells.length - 1);
      });
    },
  };
}
