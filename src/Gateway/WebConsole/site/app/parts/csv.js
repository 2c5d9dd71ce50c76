import { download } from './bits.js';

/**
 * Offers rows as a CSV file.
 * @template T
 * @param {string} name
 * @param {{ label: string, value: (row: T) => unknown }[]} columns
 * @param {T[]} rows
 */
export function saveCsv(name, columns, rows) {
  const lines = [columns.map(({ label }) => label), ...rows.map(row => columns.map(({ value }) => value(row)))];
  download(name, textOf(lines), 'text/csv');
}

/** With a mark by which spreadsheets know that it is UTF-8. @param {unknown[][]} lines */
export const textOf = lines => `\uFEFF${lines.map(line => line.map(cell).join(',')).join('\r\n')}\r\n`;

/** A text that a spreadsheet would take for a formula is given a sign that it is none. @param {unknown} value */
function cell(value) {
  const text = value === null || value === undefined ? '' : String(value);
  const safe = typeof value === 'string' && /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  // In some countries a spreadsheet takes a semicolon for the end of a cell.
  return /[",;\t\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** @param {number | null | undefined} at Unix seconds */
export const csvTime = at => (at === null || at === undefined ? '' : new Date(at * 1000).toISOString());
