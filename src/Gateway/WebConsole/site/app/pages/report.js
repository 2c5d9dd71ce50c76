import { get } from '../api.js';
import { h } from '../dom.js';
import { amount, capital, duration, number } from '../format.js';
import { keyNames } from '../keys/names.js';
import { button, heading } from '../parts/bits.js';
import { stackedColumns } from '../parts/chart.js';
import { saveCsv } from '../parts/csv.js';
import { field, select } from '../parts/fields.js';
import { turns } from '../parts/live.js';
import { problemState } from '../parts/states.js';
import { MostShown, table } from '../parts/table.js';
import { byDay, lastDays, startOfUtcDay, utcDayOf } from '../reports/days.js';

const Series = /** @type {const} */ (['team', 'key', 'model', 'upstream']);
const Groups = /** @type {const} */ ([...Series, 'day', 'hour']);
/** What a chart has room for. */
const MostDays = 366;
const Day = 86_400;
/** @type {[string, string][]} */
const Measures = [['charged', 'credits charged'], ['reserved', 'credits reserved'], ['refunded', 'credits refunded'], ['tasks', 'tasks'], ['failed', 'failed tasks'], ['seconds', 'seconds of video']];

/** What was used, by whatever it is asked by. @param {import('../shell.js').Visit} visit */
export async function page({ query, signal }) {
  const usual = lastDays(30);
  const from = h('input', { type: 'date', required: true, value: query.get('from') ?? utcDayOf(new Date(usual.from * 1000)), onchange: draw });
  const to = h('input', { type: 'date', required: true, value: query.get('to') ?? utcDayOf(new Date()), onchange: draw });
  const measure = select('measure', Measures, query.get('measure') ?? 'charged');
  measure.addEventListener('change', draw);
  const chosen = new Set((query.get('group_by') ?? 'team,model').split(','));
  const choices = h('div', { class: 'field' }, h('span', { id: 'groups', class: 'muted small' }, 'Grouped by'),
    h('div', { class: 'choices', role: 'group', 'aria-labelledby': 'groups' }, ...Groups.map(name => h('label', {}, h('input', { type: 'checkbox', value: name, checked: chosen.has(name), onchange: (/** @type {Event} */ event) => toggle(name, event) }), name))));
  const place = h('div', { class: 'page' });
  /** @type {Api.ReportRow[]} */
  let rows = [];
  /** @type {readonly string[]} what the rows are grouped by */
  let groups = [];
  /** @type {Map<string, string>} */
  let names = new Map();
  const take = turns(signal);
  const save = button('CSV', () => saveCsv('usage.csv', fileColumns(groups), rows));
  await draw();
  return h('div', { class: 'page' }, heading('Usage', 'Tasks, seconds of video and credits.', save),
    h('div', { class: 'filters' }, field('From', from, 'UTC'), field('To', to, 'UTC'), field('Chart', measure)), choices, place);

  /** @param {string} name @param {Event} event */
  function toggle(name, event) {
    const isOn = event.target instanceof HTMLInputElement && event.target.checked;
    if (isOn) chosen.add(name);
    else chosen.delete(name);
    void draw();
  }

  async function draw() {
    const isLast = take();
    if (!from.value || !to.value) return;
    const range = { from: startOfUtcDay(from.value), to: startOfUtcDay(to.value) + Day };
    history.replaceState(null, '', `#/usage?${new URLSearchParams({ from: from.value, to: to.value, group_by: [...chosen].join(), measure: measure.value })}`);
    const asked = Groups.filter(name => chosen.has(name));
    const series = Series.find(name => chosen.has(name)) ?? 'model';
    try {
      const [table, days, called] = await Promise.all([
        /** @type {Promise<Api.Report>} */ (get('admin/v1/usage', { query: { ...range, group_by: asked.join() }, signal })),
        /** @type {Promise<Api.Report>} */ (get('admin/v1/usage', { query: { ...range, group_by: `day,${series}` }, signal })),
        asked.includes('key') && !names.size ? keyNames(signal) : names,
      ]);
      if (!isLast()) return;
      rows = table.data;
      groups = asked;
      names = called;
      place.replaceChildren(chart(days, series, range), ...(rows.length ? [shown()] : []));
    } catch (problem) {
      if (isLast()) place.replaceChildren(problemState(problem, draw));
    }
  }

  /** @param {Api.Report} report @param {typeof Series[number]} series @param {{ from: number, to: number }} range */
  function chart(report, series, { from, to }) {
    const label = Measures.find(([name]) => name === measure.value)?.[1] ?? '';
    const days = Math.min(MostDays, Math.max(1, (to - from) / Day));
    const { series: groups, columns } = byDay(report.data, series, from, days, valueOf(measure.value));
    return h('section', { class: 'card' }, stackedColumns(`A day’s ${label} (UTC), by ${series}`, groups.map(name => names.get(name) ?? name), columns, amount));
  }

  function shown() {
    const made = table('Usage', columns(groups, names), row => groups.map(name => Reflect.get(row, name)).join('|'));
    made.update(rows.slice(0, MostShown));
    return h('div', { class: 'page' }, made.element, rows.length > MostShown ? h('p', { class: 'muted' }, `The first ${number(MostShown)} of ${number(rows.length)} rows; the CSV has all of them.`) : null);
  }
}

/** @param {string} measure @returns {(row: Api.ReportRow) => number} */
const valueOf = measure => row => (measure === 'tasks' ? totalOf(row) : measure === 'failed' ? row.tasks.failed : measure === 'seconds' ? row.seconds
  : measure === 'reserved' ? row.credits.reserved : measure === 'refunded' ? row.credits.refunded : row.credits.charged);

/** @param {Api.ReportRow} row */
const totalOf = ({ tasks }) => tasks.queued + tasks.in_progress + tasks.completed + tasks.failed + tasks.unknown;

/** @param {readonly string[]} groups @param {Map<string, string>} names of keys @returns {import('../parts/table.js').Column<Api.ReportRow>[]} */
function columns(groups, names) {
  return [
    ...groups.map(name => ({ label: capital(name), cell: (/** @type {Api.ReportRow} */ row) => groupCell(name, Reflect.get(row, name), names) })),
    { label: 'Completed', cell: row => number(row.tasks.completed), end: true },
    { label: 'Failed', cell: row => number(row.tasks.failed), end: true },
    { label: 'Open', cell: row => number(totalOf(row) - row.tasks.completed - row.tasks.failed), end: true },
    { label: 'Seconds', cell: row => number(row.seconds), end: true },
    { label: 'Median', cell: ({ task_seconds: { median } }) => (typeof median === 'number' ? duration(median) : '–'), end: true },
    { label: 'Reserved', cell: row => amount(row.credits.reserved), end: true },
    { label: 'Charged', cell: row => amount(row.credits.charged), end: true },
    { label: 'Refunded', cell: row => amount(row.credits.refunded), end: true },
  ];
}

/** @param {string} name @param {unknown} value @param {Map<string, string>} names */
function groupCell(name, value, names) {
  if (value === null || value === undefined) return '–';
  if (name === 'day') return String(value);
  if (name === 'hour') return String(value).slice(0, 16).replace('T', ' ');
  return h('a', { href: `#/tasks?${name}=${encodeURIComponent(String(value))}`, title: name === 'key' ? value : null }, (name === 'key' && names.get(String(value))) || String(value));
}

/** @param {readonly string[]} groups @returns {{ label: string, value: (row: Api.ReportRow) => unknown }[]} */
function fileColumns(groups) {
  return [
    ...groups.map(name => ({ label: name, value: (/** @type {Api.ReportRow} */ row) => Reflect.get(row, name) })),
    ...(/** @type {const} */ (['queued', 'in_progress', 'completed', 'failed', 'unknown'])).map(name => ({ label: name, value: (/** @type {Api.ReportRow} */ row) => row.tasks[name] })),
    { label: 'seconds', value: row => row.seconds },
    ...(/** @type {const} */ (['reserved', 'charged', 'refunded'])).map(name => ({ label: name, value: (/** @type {Api.ReportRow} */ row) => row.credits[name] })),
  ];
}
