import { get } from '../api.js';
import { h, say } from '../dom.js';
import { number } from '../format.js';
import { changeKey, newKey, revokeKey, rotateKey } from '../keys/forms.js';
import { limitParts } from '../keys/limits.js';
import { badge, button, heading } from '../parts/bits.js';
import { field, select, textInput } from '../parts/fields.js';
import { empty } from '../parts/states.js';
import { MostShown, table } from '../parts/table.js';
import { time } from '../parts/time.js';
import { mayChange } from '../session.js';

/** Clients' keys. @param {import('../shell.js').Visit} visit */
export async function page({ query, signal }) {
  const search = textInput('search', { value: query.get('team') ?? '', oninput: draw });
  const which = select('which', [['usable', 'usable ones'], ['all', 'revoked ones too']]);
  which.addEventListener('change', draw);
  const rows = table('Keys', columns(), key => key.id);
  const nothing = empty('No key', 'None matches.');
  const more = h('p', { class: 'muted' });
  /** @type {Api.KeyRow[]} */
  let keys = [];
  await load();
  return h('div', { class: 'page' }, heading('Keys', 'What clients identify themselves with.', ...(mayChange() ? [button('New key', () => newKey(load), 'primary')] : [])),
    h('div', { class: 'filters' }, field('Name, team or id', search), field('Show', which)), rows.element, more, nothing);

  async function load() {
    keys = (/** @type {Api.KeyList} */ (await get('admin/v1/keys', { signal }))).data;
    draw();
  }

  function draw() {
    const word = search.value.trim().toLowerCase();
    const shown = keys.filter(key => (which.value === 'all' || !key.revoked_at) && [key.name, key.team, key.id, key.hint ?? ''].some(text => text.toLowerCase().includes(word)));
    rows.update(shown.slice(0, MostShown));
    say(more, shown.length > MostShown ? `The first ${number(MostShown)} of ${number(shown.length)}; a part of the name finds the others.` : '');
    rows.element.hidden = shown.length === 0;
    nothing.hidden = shown.length > 0;
  }

  /** @returns {import('../parts/table.js').Column<Api.KeyRow>[]} */
  function columns() {
    return [
      { label: 'Name', cell: key => h('a', { href: `#/tasks?key=${encodeURIComponent(key.id)}`, title: `Tasks of ${key.name}`, class: 'name' }, key.name) },
      { label: 'Team', cell: key => key.team },
      { label: 'Secret', cell: key => (key.hint ? h('code', { class: 'tight' }, `…${key.hint}`) : h('span', { class: 'muted' }, '–')) },
      { label: 'Limits', cell: key => [...limitParts(key), key.models ? h('span', { class: 'under muted small' }, `only ${key.models.join(', ')}`) : ''] },
      { label: 'Made', cell: key => (key.created_at ? time(key.created_at) : h('span', { class: 'part muted' }, 'in the settings')) },
      { label: 'State', cell: state },
      ...(mayChange() ? [{ label: '', cell: (/** @type {Api.KeyRow} */ key) => (key.source === 'config' || key.revoked_at ? null : h('div', { class: 'actions' },
        named('Change', key, changeKey), named('Rotate', key, rotateKey), named('Revoke', key, revokeKey))) }] : []),
    ];
  }

  /** @param {string} text @param {Api.KeyRow} key @param {(key: Api.KeyRow, done: () => Promise<void>) => void} work */
  function named(text, key, work) {
    const made = button(text, () => work(key, load), 'quiet small');
    made.setAttribute('aria-label', `${text} ${key.name}`);
    return made;
  }
}

/** @param {Api.KeyRow} key */
function state(key) {
  const isExpired = key.expires_at && key.expires_at * 1000 < Date.now();
  if (key.revoked_at) return [badge('revoked'), ' ', time(key.revoked_at)];
  if (isExpired) return badge('revoked', 'expired');
  return [badge('active'), key.expires_at ? h('span', { class: 'under part muted small' }, 'until ', time(key.expires_at)) : '', key.previous_key_until && key.previous_key_until * 1000 > Date.now() ? h('span', { class: 'under muted small' }, 'old secret until ', time(key.previous_key_until)) : ''];
}
