import { get, post } from '../api.js';
import { h } from '../dom.js';
import { number } from '../format.js';
import { badge, button, heading } from '../parts/bits.js';
import { ask } from '../parts/dialog.js';
import { every } from '../parts/live.js';
import { left } from '../parts/time.js';
import { mayChange } from '../session.js';

/** Upstreams and our keys there. @param {import('../shell.js').Visit} visit */
export async function page({ signal }) {
  const cards = h('div', { class: 'cards' });
  let sign = '';
  await draw();
  every(3, signal, draw);
  return h('div', { class: 'page' }, heading('Upstreams', 'The providers, and the keys that the gateway has there.'), cards);

  async function draw() {
    /** @type {Api.UpstreamList} */
    const { data } = await get('admin/v1/upstreams', { signal });
    if (sign === JSON.stringify(data)) return;
    sign = JSON.stringify(data);
    cards.replaceChildren(...data.map(card));
  }

  /** @param {Api.UpstreamRow} upstream */
  function card({ name, dialect, enabled, simulated, breaker_open, keys }) {
    return h('section', { class: 'card', 'aria-label': name },
      h('h2', {}, name),
      h('p', { class: 'muted' }, `dialect ${dialect}`, simulated ? ', simulated: costs no money' : ''),
      enabled ? null : h('p', { class: 'notice is-warn' }, 'Not enabled: it takes no new work, and still polls what it owes.'),
      breaker_open ? h('p', { class: 'notice is-warn' }, 'It seems to be out; new work is held back for now.') : null,
      ...(keys.length ? keys.map(key => poolKey(name, key)) : [h('p', { class: 'pool-key muted' }, 'No key: it takes no work.')]));
  }

  /** @param {string} upstream @param {Api.PoolKeyRow} key */
  function poolKey(upstream, key) {
    const isDisabled = key.state === 'disabled' || key.state === 'draining';
    const limit = key.max_in_flight ? ` of ${number(key.max_in_flight)}` : '';
    return h('div', { class: 'pool-key' },
      h('div', { class: 'grow' }, h('p', {}, h('strong', {}, key.id), ' ', badge(key.state), key.until ? h('span', { class: 'muted small' }, ' for ', left(key.until)) : null),
        h('p', { class: 'muted small' }, `${number(key.in_flight)}${limit} running, weight ${key.weight}`, key.reason ? ` · ${key.reason}` : '')),
      mayChange() ? h('div', { class: 'actions' },
        isDisabled || key.state !== 'active' ? button('Enable', () => turn(upstream, key, 'enable')) : null,
        isDisabled ? null : button('Disable', () => turn(upstream, key, 'disable'), 'danger')) : null);
  }

  /** @param {string} upstream @param {Api.PoolKeyRow} key @param {'enable' | 'disable'} act */
  function turn(upstream, key, act) {
    const text = act === 'disable'
      ? `The key takes no new work from now on, also after a restart. What it runs (${number(key.in_flight)}) is followed to its end.`
      : 'The key takes work again, and every rest that the gateway had given it ends.';
    ask(`${act === 'disable' ? 'Disable' : 'Enable'} ${upstream} ${key.id}?`, [h('p', {}, text)], {
      label: act === 'disable' ? 'Disable the key' : 'Enable the key',
      kind: act === 'disable' ? 'danger' : 'primary',
      done: draw,
      work: () => post(`admin/v1/upstreams/${encodeURIComponent(upstream)}/keys/${encodeURIComponent(key.id)}/${act}`),
    });
  }
}
