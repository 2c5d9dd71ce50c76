import { get } from '../api.js';
import { h } from '../dom.js';
import { amount, counted, duration, moneyInWords, shortId, words } from '../format.js';
import { badge, button, heading } from '../parts/bits.js';
import { csvTime, saveCsv } from '../parts/csv.js';
import { every } from '../parts/live.js';
import { empty } from '../parts/states.js';
import { table } from '../parts/table.js';
import { since, time } from '../parts/time.js';
import { isOperator } from '../session.js';
import { hasEnded } from '../stream.js';
import { filterBar } from './filters.js';

const PageSize = 50;
const MostInFile = 10_000;

/** @param {import('../shell.js').Visit} visit */
export async function listPage({ query, signal, go }) {
  const isForOperator = isOperator();
  const path = isForOperator ? 'admin/v1/tasks' : 'v1/videos/generations';
  const filters = filterBar(query, isForOperator, changed, go);
  const rows = table('Tasks', columns(isForOperator), task => task.id);
  const nothing = empty('No task', 'Nothing matches these filters yet.');
  const sums = h('p', { class: 'sums muted', 'aria-live': 'off' });
  const older = button('Older', turn);
  const newest = button('Newest', () => go(`tasks${filters.address()}`));
  const save = button('CSV', () => saveAll());
  let after = query.get('after') ?? '';
  /** @type {Api.List<Api.AnyTask>} */
  let shown = await read();
  draw();
  every(3, signal, async () => {
    shown = await read();
    draw();
  });
  return h('div', { class: 'page' }, heading('Tasks', isForOperator ? 'Of all teams, newest first.' : 'Your team’s tasks, newest first.', save),
    filters.element, sums, rows.element, nothing, h('p', { class: 'actions' }, newest, older));

  /** @param {string} [from] @param {number} [limit] @returns {Promise<Api.List<Api.AnyTask>>} */
  function read(from = after, limit = PageSize) {
    return get(path, { query: { ...filters.read(), after: from, limit }, signal });
  }

  function draw() {
    rows.update(shown.data);
    rows.element.hidden = shown.data.length === 0;
    nothing.hidden = shown.data.length > 0;
    older.disabled = !shown.has_more;
    newest.hidden = !after;
    const { label, reserved, charged, refunded } = shown.sums ? { label: 'All that match:', ...shown.sums } : { label: `${counted(shown.data.length, 'task')} shown:`, ...sumOf(shown.data) };
    const parts = [`${label}`, `${amount(reserved)} reserved`, `${amount(charged)} charged`, `${amount(refunded)} refunded`];
    if (sums.textContent !== parts.join('')) sums.replaceChildren(...parts.map((part, at) => h(at ? 'strong' : 'span', {}, part)));
  }

  async function changed() {
    after = '';
    history.replaceState(null, '', `#/tasks${filters.address()}`);
    shown = await read();
    if (!signal.aborted) draw();
  }

  function turn() {
    go(`tasks${filters.address({ after: shown.last_id ?? '' })}`);
  }

  async function saveAll() {
    save.disabled = true;
    /** @type {Api.AnyTask[]} */
    const all = [];
    for (let part = await read('', 100); ; part = await read(part.last_id ?? '', 100)) {
      all.push(...part.data);
      save.textContent = `CSV: ${all.length}`;
      if (!part.has_more || all.length >= MostInFile) break;
    }

    saveCsv('tasks.csv', fileColumns(isForOperator), all);
    save.textContent = 'CSV';
    save.disabled = false;
  }
}

/** @param {boolean} isForOperator @returns {import('../parts/table.js').Column<Api.AnyTask>[]} */
function columns(isForOperator) {
  return [
    { label: 'Task', cell: task => h('a', { href: `#/tasks/${task.id}`, title: task.id }, h('code', {}, shortId(task.id))), sign: task => task.id },
    { label: 'Model', cell: task => task.model, sign: task => task.model },
    ...(isForOperator ? [{ label: 'Team', cell: (/** @type {Api.AnyTask} */ task) => task.internal?.team, sign: (/** @type {Api.AnyTask} */ task) => task.internal?.team }] : []),
    { label: 'Status', cell: statusCell, sign: task => [task.status, task.progress, task.internal?.state, task.error?.code] },
    ...(isForOperator ? [{ label: 'Upstream', cell: (/** @type {Api.AnyTask} */ task) => task.internal?.upstream ?? '–', sign: (/** @type {Api.AnyTask} */ task) => task.internal?.upstream }] : []),
    { label: 'Created', cell: task => time(task.created_at), sign: task => task.created_at },
    { label: 'Took', cell: task => (hasEnded(task) ? duration((task.completed_at ?? task.created_at) - task.created_at) : since(task.created_at)), sign: task => [hasEnded(task), task.completed_at], end: true },
    { label: 'Credits', cell: task => moneyInWords(task.usage?.state ?? 'none', task.usage?.credits ?? 0), sign: task => task.usage, end: true },
  ];
}

/** @param {Api.AnyTask} task */
function statusCell(task) {
  const { status, progress, error, internal } = task;
  const isUnknown = internal?.state === 'unknown' || (error?.code === 'upstream_outcome_unknown' && internal?.money === 'reserved');
  return [
    isUnknown ? badge('unknown', 'unresolved') : badge(status),
    status === 'in_progress' ? h('span', { class: 'muted small' }, ` ${progress} %`) : '',
    error ? h('span', { class: 'muted small' }, ` ${words(error.code)}`) : '',
  ];
}

/** @param {Api.AnyTask[]} tasks */
function sumOf(tasks) {
  const sum = { reserved: 0, charged: 0, refunded: 0 };
  for (const { usage } of tasks) {
    if (usage?.state === 'reserved' || usage?.state === 'charged') sum[usage.state] += usage.credits;
  }

  return { ...sum, refunded: tasks.reduce((total, task) => total + (task.internal?.money === 'refunded' ? task.internal.price_credits : 0), 0) };
}

/** @param {boolean} isForOperator @returns {{ label: string, value: (task: Api.AnyTask) => unknown }[]} */
function fileColumns(isForOperator) {
  return [
    { label: 'id', value: task => task.id }, { label: 'model', value: task => task.model }, { label: 'status', value: task => task.status },
    { label: 'created_at', value: task => csvTime(task.created_at) }, { label: 'completed_at', value: task => csvTime(task.completed_at) },
    { label: 'credits', value: task => task.usage?.credits }, { label: 'money', value: task => task.usage?.state }, { label: 'error', value: task => task.error?.code },
    ...(isForOperator ? [
      { label: 'team', value: (/** @type {Api.AnyTask} */ task) => task.internal?.team }, { label: 'key', value: (/** @type {Api.AnyTask} */ task) => task.internal?.key_id },
      { label: 'state', value: (/** @type {Api.AnyTask} */ task) => task.internal?.state }, { label: 'upstream', value: (/** @type {Api.AnyTask} */ task) => task.internal?.upstream },
      { label: 'upstream_task_id', value: (/** @type {Api.AnyTask} */ task) => task.internal?.upstream_task_id }, { label: 'price', value: (/** @type {Api.AnyTask} */ task) => task.internal?.price_credits },
    ] : []),
  ];
}

