import { get, post, send } from '../api.js';
import { h } from '../dom.js';
import { amount, capital, credit, duration, words } from '../format.js';
import { keyName } from '../keys/names.js';
import { badge, button, copyButton, heading } from '../parts/bits.js';
import { ask } from '../parts/dialog.js';
import { every } from '../parts/live.js';
import { time } from '../parts/time.js';
import { player } from '../parts/video.js';
import { failure } from '../playground/run.js';
import { isOperator, mayChange } from '../session.js';
import { follow, hasEnded, pathOf } from '../stream.js';
import { firstLook, resolvePanel } from './resolve.js';
import { timeline } from './timeline.js';
import { isUnresolved } from './unresolved.js';

/** One task: what happened, what was asked for, what it cost, and the video. @param {import('../shell.js').Visit} visit */
export async function taskPage({ parts, signal }) {
  const id = parts[0] ?? '';
  const isForOperator = isOperator();
  const path = isForOperator ? `admin/v1/tasks/${encodeURIComponent(id)}` : pathOf(id);
  const facts = h('div', { class: 'page' });
  const video = h('div');
  const cancel = h('div', { class: 'actions' });
  let sign = '';
  /** @type {Node | null} */
  let look = null;
  /** @type {Api.AnyTask} */
  let task = await get(path, { signal });
  let key = task.internal?.key_id ?? '';
  draw();
  if (key) void keyName(key, signal).then(name => {
    key = name;
    sign = '';
    draw();
  });
  if (isForOperator) every(2, signal, async () => {
    // A task that has ended may still be corrected; that is seen at the next visit.
    if (hasEnded(task) && !isUnresolved(task)) return;
    await refresh();
  });
  else if (!hasEnded(task)) void follow(id, seen => (task = seen, draw()), signal);
  return h('div', { class: 'page' }, heading('Task', h('span', {}, h('code', {}, id), ' ', copyButton(() => id)), h('a', { href: '#/tasks', class: 'button' }, 'All tasks'), cancel), facts);

  async function refresh() {
    task = await get(path, { signal });
    draw();
  }

  function draw() {
    if (sign === JSON.stringify(task)) return;
    sign = JSON.stringify(task);
    if (task.status === 'completed' && !video.hasChildNodes()) {
      void player(task, signal, { isOwn: !isForOperator }).then(shown => video.replaceChildren(h('section', { class: 'card' }, h('h2', {}, 'Video'), shown)));
    }

    // The same button stays while it is of use, with the focus that it may have.
    if (!mayBeCancelled()) cancel.replaceChildren();
    else if (!cancel.hasChildNodes()) cancel.append(cancelButton());

    facts.replaceChildren(
      ...(look ? [look] : []),
      ...(isForOperator && isUnresolved(task) ? [resolvePanel(task, mayChange(), resolve)] : []),
      h('div', { class: 'two' },
        h('div', { class: 'column' },
          h('section', { class: 'card' }, h('h2', {}, 'Details'), factList(task, key), task.error ? failure(task) : null),
          task.internal ? moneyCard(task) : null),
        h('div', { class: 'column' },
          task.status === 'completed' ? video : null,
          h('section', { class: 'card' }, h('h2', {}, 'What happened'), timeline(task)),
          requestCard(task))));
  }

  /** @param {Record<string, unknown>} body */
  async function resolve(body) {
    /** @type {Api.AdminTask} */
    const { first_poll, ...settled } = await post(`${path}/resolve`, body);
    look = body.outcome === 'created' ? firstLook(first_poll) : null;
    task = settled;
    draw();
  }

  function mayBeCancelled() {
    return !hasEnded(task) && !isUnresolved(task) && (!isForOperator || mayChange());
  }

  function cancelButton() {
    return button('Cancel', () => ask('Cancel this task?', [h('p', {}, 'That works as long as nothing of it was submitted; its price is given back. A job that a provider may have runs on.')],
      { label: 'Cancel the task', kind: 'danger', done: refresh, work: () => send('POST', `${path}/cancel`) }), 'danger');
  }

  /** @param {Api.AnyTask} shown */
  function requestCard(shown) {
    const request = shown.request ?? (Object.keys(shown.metadata).length ? { metadata: shown.metadata } : null);
    if (!request) return null;
    const { mode: _, ...body } = request;
    return h('section', { class: 'card' }, h('h2', {}, shown.request ? 'Request, as it was resolved' : 'Metadata'), h('pre', { class: 'json' }, JSON.stringify(body, null, 2)));
  }
}

/** @param {Api.AnyTask} task @param {string} key what its key is called */
function factList(task, key) {
  const { internal } = task;
  /** @type {[string, import('../dom.js').Child | import('../dom.js').Child[]][]} */
  const facts = [
    ['Status', [isUnresolved(task) ? badge('unknown', 'unresolved') : badge(task.status), task.status === 'in_progress' ? ` ${task.progress} %` : '']],
    ['Model', task.model],
    ['Created', time(task.created_at)],
    ...(task.completed_at ? [/** @type {[string, Node]} */ (['Ended', h('span', {}, time(task.completed_at), ` after ${duration(task.completed_at - task.created_at)}`)])] : []),
    ...(task.expires_at ? [/** @type {[string, Node]} */ (['File kept until', time(task.expires_at)])] : []),
    ['Cost', `${credit(task.usage.credits)}, ${task.usage.state}`],
  ];
  if (internal) facts.push(
    ['Team', h('a', { href: `#/tasks?team=${encodeURIComponent(internal.team)}` }, internal.team)],
    ['Key', h('a', { href: `#/tasks?key=${encodeURIComponent(internal.key_id)}`, title: internal.key_id }, key)],
    ['State', words(internal.state)], ['Mode', internal.mode], ['Routes', internal.routes.join(', ')],
    ['Upstream', internal.upstream ? `${internal.upstream}, key ${internal.pool_key}` : '–'],
    ['Id there', internal.upstream_task_id ? h('code', {}, internal.upstream_task_id) : '–'],
    ...(internal.due_at ? [/** @type {[string, Node]} */ (['Next look', time(internal.due_at)])] : []), ['Request id', h('code', {}, internal.request_id)]);
  return h('dl', { class: 'facts' }, ...facts.flatMap(([name, value]) => [h('dt', {}, name), h('dd', {}, ...[value].flat())]));
}

/** @param {Api.AnyTask} task */
function moneyCard(task) {
  return h('section', { class: 'card' }, h('h2', {}, 'Ledger'), h('dl', { class: 'facts' },
    h('dt', {}, 'Price'), h('dd', {}, credit(task.internal?.price_credits ?? 0)),
    ...(task.ledger ?? []).flatMap(({ kind, reserved, charged, at }) => [
      h('dt', {}, capital(words(kind))), h('dd', {}, `${signed(reserved)} reserved, ${signed(charged)} charged, `, time(at))])));
}

/** @param {number} value */
const signed = value => (value > 0 ? `+${amount(value)}` : amount(value).replace('-', '−'));
