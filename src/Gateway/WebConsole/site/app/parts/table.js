import { h, nodes } from '../dom.js';

/** More rows would make a browser slow, and nobody reads them. */
export const MostShown = 500;

/**
 * @template T
 * @typedef {{ label: string, cell: (row: T) => import('../dom.js').Child | import('../dom.js').Child[], sign?: (row: T) => unknown, end?: boolean }} Column
 */

/**
 * A table whose rows stay the same elements while their data changes: only cells that show something else are drawn anew.
 * @template T
 * @param {string} caption
 * @param {Column<T>[]} columns
 * @param {(row: T) => string} keyOf
 */
export function table(caption, columns, keyOf) {
  const body = h('tbody');
  // Where a row is shown as a card, numbers stand two by two.
  const end = columns.filter(column => column.end).length > 1 ? 'end half' : 'end';
  const element = h('div', { class: 'table', tabindex: 0, role: 'region', 'aria-label': caption },
    h('table', {}, h('caption', { class: 'hidden' }, caption),
      h('thead', {}, h('tr', {}, ...columns.map(column => h('th', { scope: 'col', class: column.end ? 'end' : null }, column.label)))), body));
  /** @type {Map<string, { row: HTMLTableRowElement, signs: string[] }>} */
  let shown = new Map();

  /** @param {T[]} rows */
  function update(rows) {
    /** @type {typeof shown} */
    const next = new Map();
    rows.forEach((data, index) => {
      const key = keyOf(data);
      const known = shown.get(key) ?? { row: h('tr', {}, ...columns.map(column => h('td', { 'data-label': column.label, class: column.end ? end : null }))), signs: [] };
      columns.forEach((column, at) => {
        const sign = JSON.stringify((column.sign ?? (() => data))(data)) ?? '';
        if (known.signs[at] === sign) return;
        known.signs[at] = sign;
        const cell = column.cell(data);
        // What belongs together stays together where a row is shown as a card.
        known.row.cells[at]?.replaceChildren(...(Array.isArray(cell) ? [h('span', {}, cell)] : nodes([cell])));
      });
      if (body.rows[index] !== known.row) body.insertBefore(known.row, body.rows[index] ?? null);
      next.set(key, known);
    });
    for (const [key, { row }] of shown) if (!next.has(key)) row.remove();
    shown = next;
  }

  return { element, update };
}
