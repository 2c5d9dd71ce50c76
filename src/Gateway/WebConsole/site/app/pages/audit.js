import { get } from '../api.js';
import { h } from '../dom.js';
import { budgetInWords, capital, words } from '../format.js';
import { button, heading, taskLink } from '../parts/bits.js';
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
  { label: 'What', cell: row => capital(acts[row.action] ?? words(row.action)) },
  { label: 'Of', cell: named },
  { label: 'Changed', cell: changes },
  { label: 'From', cell: row => row.from ?? '–' },
];

/** What was done, as a word of the list. @type {Record<string, string>} */
const acts = {
  'key.create': 'made a key', 'key.update': 'changed a key', 'key.revoke': 'revoked a key', 'key.rotate': 'rotated a key',
  'team.update': 'set a team’s limits', 'pool_key.disable': 'disabled a pool key', 'pool_key.enable': 'enabled a pool key',
  'task.cancel': 'cancelled a task', 'task.resolve': 'resolved a task', 'callback.replay': 'replayed a callback', 'callback_secret.rotate': 'rotated a callback secret',
};

/** What a new key’s row says already, or nobody has chosen. */
const unsaid = ['id', 'hint', 'name', 'created_at', 'source'];

/** By its name, where it has one. @param {Api.AuditRow} row */
function named({ target, before, after }) {
  if (target.startsWith('video_')) return taskLink(target);
  const name = after?.name ?? before?.name;
  return typeof name === 'string' ? h('span', { title: target }, name) : target;
}

/** Only the members that are different. @param {Api.AuditRow} row */
function changes({ before, after }) {
  const names = [...new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])].filter(name => JSON.stringify(before?.[name]) !== JSON.stringify(after?.[name]));
  if (!names.length) return before ? 'its secret' : '–';
  return h('ul', { class: 'plain-list' }, ...names.filter(name => before || !(after?.[name] === null || unsaid.includes(name))).map(name =>
    h('li', {}, h('span', { class: 'muted' }, name === 'hint' ? 'secret’s end' : words(name)), ' ', ...(before ? [shown(name, before[name]), ' → '] : []), h('strong', {}, shown(name, after?.[name])))));
}

/** Moments as everywhere in the console. @param {string} name @param {unknown} value */
const shown = (name, value) => (typeof value === 'number' && /_(at|until)$/.test(name) ? time(value)
  : value === null || value === undefined ? 'none' : Array.isArray(value) ? value.join(', ') : isBudget(value) ? budgetInWords(value) : typeof value === 'object' ? JSON.stringify(value) : String(value));

/** @param {unknown} value @returns {value is { amount: number, period: string }} */
const isBudget = value => typeof value === 'object' && value !== null && 'amount' in value && 'period' in value;
