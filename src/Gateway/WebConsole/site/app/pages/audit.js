import { get } from '../api.js';
import { h } from '../dom.js';
import { words } from '../format.js';
import { button, heading } from '../parts/bits.js';
import { empty } from '../parts/states.js';
import { table } from '../parts/table.js';
import { time } from '../parts/time.js';

/** What operators have changed. @param {import('../shell.js').Visit} visit */
export async function page({ query, signal, go }) {
  /** @type {Api.AuditList} */
  const list = await get('admin/v1/audit', { query: { after: query.get('after'), limit: 50 }, signal });
  if (!list.data.length) return h('div', { class: 'page' }, heading('Audit'), empty('Nothing was changed yet', 'Every call of an operator that changes something is listed here.'));
  const rows = table('Audit', Columns, row => row.id);
  rows.update(list.data);
  return h('div', { class: 'page' }, heading('Audit', 'What operators have changed. Nothing of it is ever changed or deleted.'), rows.element,
    h('p', { class: 'actions' }, query.get('after') ? button('Newest', () => go('audit')) : null, list.has_more ? button('Older', () => go(`audit?after=${list.last_id}`)) : null));
}

/** @type {import('../parts/table.js').Column<Api.AuditRow>[]} */
const Columns = [
  { label: 'When', cell: row => time(row.at) },
  { label: 'Who', cell: row => row.operator },
  { label: 'What', cell: row => words(row.action) },
  { label: 'Of', cell: row => h('code', {}, row.target) },
  { label: 'Changed', cell: changes },
  { label: 'From', cell: row => row.from ?? '–' },
];

/** Only the members that are different. @param {Api.AuditRow} row */
function changes({ before, after }) {
  const names = [...new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])].filter(name => JSON.stringify(before?.[name]) !== JSON.stringify(after?.[name]));
  if (!before) return h('details', {}, h('summary', {}, 'made'), h('pre', { class: 'json small' }, JSON.stringify(after, null, 2)));
  if (!names.length) return 'its secret';
  return h('ul', { class: 'plain-list' }, ...names.map(name => h('li', {}, h('code', {}, name), ' ', shown(name, before[name]), ' → ', h('strong', {}, shown(name, after?.[name])))));
}

/** Moments as everywhere in the console. @param {string} name @param {unknown} value */
const shown = (name, value) => (typeof value === 'number' && /_(at|until)$/.test(name) ? time(value)
  : value === null || value === undefined ? 'none' : typeof value === 'object' ? JSON.stringify(value) : String(value));
