import { ApiError, get, post } from '../api.js';
import { h } from '../dom.js';
import { number, shortId } from '../format.js';
import { badge, button, heading } from '../parts/bits.js';
import { field, select, textInput } from '../parts/fields.js';
import { every } from '../parts/live.js';
import { empty } from '../parts/states.js';
import { table } from '../parts/table.js';
import { left, time } from '../parts/time.js';
import { mayChange } from '../session.js';

/** Deliveries of callbacks. @param {import('../shell.js').Visit} visit */
export async function page({ query, signal, go }) {
  const status = select('status', [['', 'any'], 'pending', 'delivered', 'failed'], query.get('status') ?? '');
  const team = textInput('team', { value: query.get('team') ?? '' });
  const task = textInput('task', { value: query.get('task') ?? '' });
  for (const input of [status, team, task]) input.addEventListener('change', () => void draw());
  const rows = table('Callbacks', columns(), row => row.id);
  const nothing = empty('No callback', 'None matches. A task has one when it was created with a callback_url.');
  const older = button('Older', () => go(`callbacks?${new URLSearchParams({ status: status.value, team: team.value, task: task.value, after: last })}`));
  let last = '';
  await draw();
  if (!query.get('after')) every(5, signal, draw);
  return h('div', { class: 'page' }, heading('Callbacks', 'Who is told of finished tasks, and whether it worked.'),
    h('div', { class: 'filters' }, field('Status', status), field('Team', team), field('Task', task)), rows.element, nothing, h('p', {}, older));

  async function draw() {
    /** @type {Api.List<Api.Delivery>} */
    const list = await get('admin/v1/callbacks', { query: { status: status.value, team: team.value, task: task.value, after: query.get('after'), limit: 50 }, signal });
    rows.update(list.data);
    rows.element.hidden = list.data.length === 0;
    nothing.hidden = list.data.length > 0;
    last = list.last_id ?? '';
    older.hidden = !list.has_more;
  }

  /** @returns {import('../parts/table.js').Column<Api.Delivery>[]} */
  function columns() {
    return [
      { label: 'Task', cell: row => h('a', { href: `#/tasks/${row.task_id}`, title: row.task_id }, h('code', {}, shortId(row.task_id))) },
      { label: 'Team', cell: row => row.team },
      { label: 'Event', cell: row => row.type },
      { label: 'To', cell: row => row.url },
      { label: 'Status', cell: row => [badge(row.status), row.receiver.paused_until ? h('span', { class: 'muted small' }, ' its receiver rests for ', left(row.receiver.paused_until)) : ''] },
      { label: 'Tries', cell: tries },
      { label: 'Next', cell: row => time(row.next_try_at) },
      ...(mayChange() ? [{ label: '', cell: (/** @type {Api.Delivery} */ row) => button('Replay', event => replay(row, event), 'quiet small') }] : []),
    ];
  }

  /** @param {Api.Delivery} row @param {Event} event */
  async function replay(row, event) {
    const { target } = event;
    try {
      await post(`admin/v1/callbacks/${encodeURIComponent(row.id)}/replay`);
      await draw();
    } catch (problem) {
      if (!(problem instanceof ApiError)) throw problem;
      if (target instanceof HTMLElement) target.textContent = problem.message;
    }
  }
}

/** Each try, the last one in view. @param {Api.Delivery} row */
function tries({ tries: all }) {
  const last = all.at(-1);
  if (!last) return 'none yet';
  return h('details', {}, h('summary', {}, `${number(all.length)}: ${outcome(last)}`),
    h('ul', { class: 'plain-list small' }, ...all.map(one => h('li', {}, time(one.at), ` ${outcome(one)}, ${number(one.milliseconds)} ms`))));
}

/** @param {Api.Delivery['tries'][number]} one */
const outcome = ({ http_status, problem }) => [http_status ? String(http_status) : '', problem ?? ''].filter(Boolean).join(' ') || 'no answer';
