import { get } from '../api.js';
import { h } from '../dom.js';
import { amount, counted, number, words } from '../format.js';
import { badge, heading, taskLink } from '../parts/bits.js';
import { stackedColumns } from '../parts/chart.js';
import { every } from '../parts/live.js';
import { table } from '../parts/table.js';
import { left, since, time } from '../parts/time.js';
import { byDay, lastDays } from '../reports/days.js';

const Days = 14;

/** What runs, what waits, what went wrong. @param {import('../shell.js').Visit} visit */
export async function page({ signal }) {
  const tiles = h('div', { class: 'tiles' });
  const charts = h('div', { class: 'two is-even' });
  const rest = h('div', { class: 'two' });
  const signs = new Map();
  await draw();
  every(5, signal, draw);
  return h('div', { class: 'page' }, heading('Overview', 'What happens now. “Today” is the day in UTC, and counts the tasks that were created in it.'), tiles, charts, rest);

  async function draw() {
    const { from, to } = lastDays(Days);
    const today = lastDays(1).from;
    const [status, unresolved, failed, upstreams, models, teams, now] = await Promise.all([
      /** @type {Promise<Api.Status>} */ (get('admin/v1/status', { signal })),
      /** @type {Promise<Api.AdminTaskList>} */ (get('admin/v1/tasks', { query: { state: 'unresolved', limit: 20 }, signal })),
      /** @type {Promise<Api.AdminTaskList>} */ (get('admin/v1/tasks', { query: { status: 'failed', limit: 50 }, signal })),
      /** @type {Promise<Api.UpstreamList>} */ (get('admin/v1/upstreams', { signal })),
      /** @type {Promise<Api.Report>} */ (get('admin/v1/usage', { query: { from, to, group_by: 'day,model' }, signal })),
      /** @type {Promise<Api.Report>} */ (get('admin/v1/usage', { query: { from, to, group_by: 'day,team' }, signal })),
      /** @type {Promise<Api.Report>} */ (get('admin/v1/usage', { query: { from: today, to }, signal })),
    ]);
    put(tiles, () => numbers(status, now.data[0] ?? null), [status, now]);
    put(charts, () => [chart(models.data, 'model', from), chart(teams.data, 'team', from)], [models, teams]);
    put(rest, () => [[unresolvedCard(unresolved.data), failures(failed.data)], [health(upstreams.data), replicas(status)]].map(parts => h('div', { class: 'column' }, ...parts)), [unresolved, upstreams, failed.data.map(task => task.id), status.replicas]);
  }

  /** Draws a part only when it has changed. @param {Element} place @param {() => Node[]} make @param {unknown} what */
  function put(place, make, what) {
    const sign = JSON.stringify(what);
    if (signs.get(place) === sign) return;
    signs.set(place, sign);
    place.replaceChildren(...make());
  }
}

/** @param {Api.Status} status @param {Api.ReportRow | null} today */
function numbers({ tasks, queue_length: waiting, unresolved: open, oldest: { ...byState } }, today) {
  const [[state, oldest] = ['', null]] = Object.entries(byState).filter(([, at]) => typeof at === 'number').sort(([, a], [, b]) => Number(a) - Number(b));
  return [
    tile('running', number(tasks.polling + tasks.submitting), '#/tasks?status=in_progress'),
    tile('waiting', number(waiting), '#/tasks?state=queued'),
    tile('unresolved', number(open), '#/tasks?state=unresolved', open ? 'is-warn' : ''),
    tile('failed today', number(today?.tasks.failed ?? 0), '#/tasks?status=failed', today?.tasks.failed ? 'is-bad' : ''),
    tile('completed today', number(today?.tasks.completed ?? 0), '#/tasks?status=completed'),
    tile('credits charged today', amount(today?.credits.charged ?? 0), '#/usage'),
    tile('credits reserved today', amount(today?.credits.reserved ?? 0), '#/usage?measure=reserved'),
    tile('oldest open task', typeof oldest === 'number' ? since(oldest) : '–', `#/tasks?state=${state}`),
  ];
}

/** @param {string} label @param {Node | string} value @param {string} href @param {string} [kind] */
const tile = (label, value, href, kind = '') => h('a', { class: `tile ${kind}`, href }, h('strong', {}, value), h('span', {}, label));

/** @param {Api.ReportRow[]} rows @param {'model' | 'team'} group @param {number} from */
function chart(rows, group, from) {
  const { series, columns } = byDay(rows, group, from, Days, row => row.credits.charged);
  return h('section', { class: 'card' }, stackedColumns(`Credits charged a day (UTC), by ${group}`, series, columns, amount));
}

/** @param {Api.AdminTask[]} tasks */
function unresolvedCard(tasks) {
  if (!tasks.length) return null;
  return h('section', { class: 'card' }, h('h2', {}, 'Unresolved'), h('p', { class: 'muted' }, 'Nobody knows whether the provider took these jobs.'),
    h('ul', { class: 'plain-list' }, ...tasks.slice(0, 8).map(task => h('li', {}, taskLink(task.id), h('span', { class: 'muted' }, ` ${task.model} of ${task.internal.team}, at ${task.internal.upstream}, `, time(task.created_at))))));
}

/** @param {Api.UpstreamRow[]} upstreams */
function health(upstreams) {
  return h('section', { class: 'card' }, h('h2', {}, h('a', { href: '#/upstreams' }, 'Upstreams')), ...upstreams.flatMap(upstream => upstream.keys.length ? upstream.keys.map(key =>
    h('p', { class: 'pool-key' }, h('span', { class: 'grow' }, h('strong', {}, upstream.name), ` ${key.id}`), badge(key.state),
      key.until ? h('span', { class: 'muted small' }, 'for ', left(key.until)) : null,
      h('span', { class: 'muted small' }, `${number(key.in_flight)} running`))) : [h('p', { class: 'pool-key' }, h('span', { class: 'grow' }, h('strong', {}, upstream.name)), h('span', { class: 'muted small' }, 'no key'))]));
}

/** @param {Api.AdminTask[]} tasks */
function failures(tasks) {
  /** @type {Map<string, Api.AdminTask[]>} */
  const byCode = new Map();
  for (const task of tasks) byCode.set(task.error?.code ?? 'failed', [...(byCode.get(task.error?.code ?? 'failed') ?? []), task]);
  const list = [...byCode].sort(([, a], [, b]) => b.length - a.length);
  return h('section', { class: 'card' }, h('h2', {}, 'Why tasks failed'), list.length ? h('p', { class: 'muted small' }, `The last ${counted(tasks.length, 'failed task')}`) : h('p', { class: 'muted' }, 'None has failed.'),
    list.length > 0 && h('ul', { class: 'plain-list' }, ...list.map(([code, of]) => h('li', {}, h('a', { href: `#/tasks?status=failed&error_code=${code}` }, `${number(of.length)} ${words(code)}`), h('p', { class: 'muted small' }, 'last ', time(of[0]?.completed_at), ': ', of[0]?.error?.message ?? '')))));
}

/** @param {Api.Status} status */
function replicas(status) {
  if (!status.replicas.length) return null;
  const rows = table('Replicas', [
    { label: 'Replica', cell: (/** @type {Api.Replica} */ replica) => h('code', {}, replica.id) },
    { label: 'Started', cell: replica => time(replica.started_at) },
    { label: 'Last sign of life', cell: replica => time(replica.last_seen_at) },
  ], replica => replica.id);
  rows.update(status.replicas);
  return h('section', { class: 'card' }, h('h2', {}, 'Replicas', h('span', { class: 'muted' }, ` of version ${status.version.replace(/\+(.{7}).*/, ' ($1)')}`)), rows.element);
}
