import { get } from '../api.js';
import { h, say } from '../dom.js';
import { amount, counted, duration, moneyInWords, number, words } from '../format.js';
import { badge, button, heading, taskLink } from '../parts/bits.js';
import { csvTime, saveCsv } from '../parts/csv.js';
import { every, turns } from '../parts/live.js';
import { empty } from '../parts/states.js';
import { table } from '../parts/table.js';
import { since, time } from '../parts/time.js';
import { isOperator } from '../session.js';
import { hasEnded } from '../stream.js';
import { filterBar } from './filters.js';
import { isUnresolved } from './unresolved.js';

const PageSize = 50;
const MostInFile = 10_000;

/** @param {import('../shell.js').Visit} visit */
export async function listPage(visit) {
  const { query, signal, go } = visit;
  const isForOperator = isOperator();
  const path = isForOperator ? 'admin/v1/tasks' : 'v1/videos/generations';
  const filters = filterBar(visit, isForOperator, changed);
  const rows = table('Tasks', columns(isForOperator), task => task.id);
  const nothing = h('div');
  const sums = h('p', { class: 'sums muted', 'aria-live': 'off' });
  const older = button('Older', turn);
  const newest = button('Newest', () => go(`tasks${filters.address()}`));
  const save = button('CSV', () => saveAll());
  const saved = h('p', { class: 'muted', role: 'status' });
  const take = turns(signal);
  let after = query.get('after') ?? '';
  /** @type {Api.TaskPage} */
  let shown;
  await update();
  every(3, signal, update);
  return h('div', { class: 'page' }, heading('Tasks', isForOperator ? 'Of all teams, newest first.' : 'Your team’s tasks, newest first.', save),
    filters.element, saved, sums, rows.element, nothing, h('p', { class: 'actions' }, newest, older));

  async function update() {
    const isLast = take();
    /** @type {Api.TaskPage} */
    const page = await get(path, { query: { ...filters.read(), after, limit: PageSize }, signal });
    if (!isLast()) return;
    shown = page;
    draw();
  }

  function draw() {
    rows.update(shown.data);
    rows.element.hidden = shown.data.length === 0;
    nothing.hidden = shown.data.length > 0;
    if (!nothing.hidden && !nothing.hasChildNodes()) nothing.append(none());
    older.hidden = !shown.has_more;
    newest.hidden = !after;
    const parts = shown.sums ? sumsInWords(shown.sums) : ownSumsInWords(shown.data);
    if (sums.textContent !== parts.join('')) sums.replaceChildren(...parts.map((part, at) => h(at ? 'strong' : 'span', {}, part)));
  }

  function none() {
    if (filters.address() || after) return empty('No task', 'Nothing matches these filters.');
    return isForOperator ? empty('No task yet', 'What the teams create shows up here.')
      : empty('No task yet', 'What your team creates shows up here.', h('a', { class: 'button', href: '#/playground' }, 'Make a video'));
  }

  async function changed() {
    if (signal.aborted) return;
    after = '';
    nothing.replaceChildren();
    history.replaceState(null, '', `#/tasks${filters.address()}`);
    await update();
  }

  function turn() {
    go(`tasks${filters.address({ after: shown.last_id ?? '' })}`);
  }

  async function saveAll() {
    save.disabled = true;
    say(saved, '');
    try {
      const { tasks, isCut } = await all();
      saveCsv('tasks.csv', fileColumns(isForOperator), tasks);
      if (isCut) say(saved, `The file has the first ${number(MostInFile)} tasks. Narrower filters give the others.`);
    } finally {
      save.textContent = 'CSV';
      save.disabled = false;
    }
  }

  /** All that match, as the filters are at the beginning. */
  async function all() {
    const query = filters.read();
    /** @type {Api.AnyTask[]} */
    const tasks = [];
    for (let from = ''; ;) {
      /** @type {Api.TaskPage} */
      const { data, has_more, last_id } = await get(path, { query: { ...query, after: from, limit: 100 }, signal });
      tasks.push(...data);
      save.textContent = `CSV: ${number(tasks.length)}`;
      if (!has_more || tasks.length >= MostInFile) return { tasks, isCut: has_more };
      from = last_id ?? '';
    }
  }
}

/** @param {boolean} isForOperator @returns {import('../parts/table.js').Column<Api.AnyTask>[]} */
function columns(isForOperator) {
  return [
    { label: 'Task', cell: task => taskLink(task.id), sign: task => task.id },
    { label: 'Model', cell: task => task.model, sign: task => task.model },
    ...(isForOperator ? [{ label: 'Team', cell: (/** @type {Api.AnyTask} */ task) => task.internal?.team, sign: (/** @type {Api.AnyTask} */ task) => task.internal?.team }] : []),
    { label: 'Status', cell: statusCell, sign: task => [task.status, task.progress, task.internal?.state, task.error?.code] },
    ...(isForOperator ? [{ label: 'Upstream', cell: (/** @type {Api.AnyTask} */ task) => task.internal?.upstream ?? '–', sign: (/** @type {Api.AnyTask} */ task) => task.internal?.upstream }] : []),
    { label: 'Created', cell: task => time(task.created_at), sign: task => task.created_at },
    { label: 'Took', cell: task => (hasEnded(task) ? duration((task.completed_at ?? task.created_at) - task.created_at) : since(task.created_at)), sign: task => [hasEnded(task), task.completed_at], end: true },
    { label: 'Credits', cell: task => moneyInWords(task.usage.state, task.usage.credits), sign: task => task.usage, end: true },
  ];
}

/** @param {Api.AnyTask} task */
function statusCell(task) {
  const { status, progress, error } = task;
  return [
    isUnresolved(task) ? badge('unknown', 'unresolved') : badge(status),
    status === 'in_progress' ? h('span', { class: 'muted small' }, ` ${progress} %`) : '',
    error ? h('span', { class: 'muted small' }, ` ${words(error.code)}`) : '',
  ];
}

/** @param {NonNullable<Api.TaskPage['sums']>} sums */
const sumsInWords = ({ reserved, charged, refunded }) => ['All that match:', `${amount(reserved)} reserved`, `${amount(charged)} charged`, `${amount(refunded)} refunded`];

/** A client sees what its tasks cost, and not what those had cost that were refunded. @param {Api.AnyTask[]} tasks */
function ownSumsInWords(tasks) {
  const of = (/** @type {Api.Money} */ state) => tasks.filter(({ usage }) => usage.state === state);
  const sum = (/** @type {Api.Money} */ state) => amount(of(state).reduce((total, { usage }) => total + usage.credits, 0));
  return [`${counted(tasks.length, 'task')} shown:`, `${sum('reserved')} reserved`, `${sum('charged')} charged`, `${counted(of('refunded').length, 'task')} refunded`];
}

/** @param {boolean} isForOperator @returns {{ label: string, value: (task: Api.AnyTask) => unknown }[]} */
function fileColumns(isForOperator) {
  return [
    { label: 'id', value: task => task.id }, { label: 'model', value: task => task.model }, { label: 'status', value: task => task.status },
    { label: 'created_at', value: task => csvTime(task.created_at) }, { label: 'completed_at', value: task => csvTime(task.completed_at) },
    { label: 'credits', value: task => task.usage.credits }, { label: 'money', value: task => task.usage.state }, { label: 'error', value: task => task.error?.code },
    ...(isForOperator ? [
      { label: 'team', value: (/** @type {Api.AnyTask} */ task) => task.internal?.team }, { label: 'key', value: (/** @type {Api.AnyTask} */ task) => task.internal?.key_id },
      { label: 'state', value: (/** @type {Api.AnyTask} */ task) => task.internal?.state }, { label: 'upstream', value: (/** @type {Api.AnyTask} */ task) => task.internal?.upstream },
      { label: 'upstream_task_id', value: (/** @type {Api.AnyTask} */ task) => task.internal?.upstream_task_id }, { label: 'price', value: (/** @type {Api.AnyTask} */ task) => task.internal?.price_credits },
    ] : []),
  ];
}
