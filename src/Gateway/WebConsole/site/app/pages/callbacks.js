import { ApiError, get, post } from '../api.js';
import { h } from '../dom.js';
import { counted, number, words } from '../format.js';
import { badge, button, heading, taskLink } from '../parts/bits.js';
import { field, select, textInput } from '../parts/fields.js';
import { every, turns } from '../parts/live.js';
import { empty } from '../parts/states.js';
import { table } from '../parts/table.js';
import { left, time } from '../parts/time.js';
import { mayChange } from '../session.js';

/** Deliveries of callbacks. @param {import('../shell.js').Visit} visit */
export async function page({ query, signal, go }) {
  const status = select('status', [['', 'any'], 'pending', 'delivered', 'failed'], query.get('status') ?? '');
  const team = textInput('team', { value: query.get('team') ?? '' });
  const task = textInput('task', { value: query.get('task') ?? '' });
  for (const input of [status, team, task]) input.addEventListener('change', changed);
  const rows = table('Callbacks', columns(), row => row.id);
  const nothing = empty('No callback', 'None matches. A task has one when it was created with a callback_url.');
  const newest = button('Newest', () => go(address()));
  const older = button('Older', () => go(address(last)));
  const take = turns(signal);
  let after = query.get('after') ?? '';
  let last = '';
  await draw();
  every(5, signal, draw);
  return h('div', { class: 'page' }, heading('Callbacks', 'Who is told of finished tasks, and whether it worked.'),
    h('div', { class: 'filters' }, field('Status', status), field('Team', team), field('Task', task)), rows.element, nothing, h('p', { class: 'actions' }, newest, older));

  function filters() {
    return { status: status.value, team: team.value.trim(), task: task.value.trim() };
  }

  /** @param {string} [from] */
  function address(from = '') {
    const given = new URLSearchParams(Object.entries({ ...filters(), after: from }).filter(([, value]) => value));
    return given.size ? `callbacks?${given}` : 'callbacks';
  }

  /** What other filters show begins with the newest. */
  async function changed() {
    after = '';
    history.replaceState(null, '', `#/${address()}`);
    await draw();
  }

  async function draw() {
    const isLast = take();
    /** @type {Api.CallbackList} */
    const list = await get('admin/v1/callbacks', { query: { ...filters(), after, limit: 50 }, signal });
    if (!isLast()) return;
    rows.update(list.data);
    rows.element.hidden = list.data.length === 0;
    nothing.hidden = list.data.length > 0;
    last = list.last_id ?? '';
    older.hidden = !list.has_more;
    newest.hidden = !after;
  }

  /** @returns {import('../parts/table.js').Column<Api.CallbackRow>[]} */
  function columns() {
    return [
      { label: 'Task', cell: row => taskLink(row.task_id) },
      { label: 'Team', cell: row => row.team },
      { label: 'Event', cell: row => row.type },
      { label: 'To', cell: row => h('span', { class: 'small' }, ...row.url.split(/(?<=[^:/]\/|[?&])/).flatMap(part => [part, h('wbr')])) },
      { label: 'Status', cell: state },
      { label: 'Tries', cell: tries },
      { label: 'Next', cell: row => (row.status === 'pending' ? time(row.next_try_at) : '–') },
      ...(mayChange() ? [{ label: '', cell: (/** @type {Api.CallbackRow} */ row) => button('Replay', event => replay(row, event), 'quiet small') }] : []),
    ];
  }

  /** @param {Api.CallbackRow} row @param {Event} event */
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

/** @param {Api.CallbackRow} row */
function state({ status, receiver: { paused_until } }) {
  return [badge(status), status === 'pending' && paused_until ? h('span', { class: 'muted small' }, ' its receiver rests for ', left(paused_until)) : ''];
}

/** Each try, the last one in view. @param {Api.CallbackRow} row */
function tries({ tries: all }) {
  const last = all.at(-1);
  if (!last) return 'none yet';
  return h('details', {}, h('summary', {}, `${counted(all.length, 'try', 'tries')}: ${outcome(last)}`),
    h('ul', { class: 'plain-list small' }, ...all.map(one => h('li', {}, time(one.at), ` ${outcome(one)}, ${number(one.milliseconds)} ms`))));
}

/** What went wrong; where nothing did, the answer's status. @param {Api.CallbackRow['tries'][number]} one */
const outcome = ({ http_status, problem }) => (problem ? words(problem.replace('http_', 'HTTP ')) : String(http_status));
