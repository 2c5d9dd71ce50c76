import { ApiError, get, post, send } from '../api.js';
import { h, say } from '../dom.js';
import { number } from '../format.js';
import { limitFields, limitParts } from '../keys/limits.js';
import { button, copyButton, heading } from '../parts/bits.js';
import { ask, show } from '../parts/dialog.js';
import { field, select, textInput } from '../parts/fields.js';
import { empty, problemState } from '../parts/states.js';
import { MostShown, table } from '../parts/table.js';
import { time } from '../parts/time.js';
import { mayChange } from '../session.js';

/** Teams and their own limits. @param {import('../shell.js').Visit} visit */
export async function page({ signal }) {
  const rows = table('Teams', columns(), team => team.team);
  const nothing = empty('No team', 'None matches. A team is there as soon as a key belongs to it.');
  const search = textInput('search', { oninput: draw });
  const more = h('p', { class: 'muted' });
  /** @type {Api.TeamRow[]} */
  let teams = [];
  await load();
  return h('div', { class: 'page' }, heading('Teams', 'A team’s own limits hold over all its keys together.', ...(mayChange() ? [button('Set a team’s limits', other)] : [])),
    h('div', { class: 'filters' }, field('Name', search)), rows.element, more, nothing);

  async function load() {
    teams = (/** @type {Api.TeamList} */ (await get('admin/v1/teams', { signal }))).data;
    draw();
  }

  function draw() {
    const word = search.value.trim().toLowerCase();
    const shown = teams.filter(({ team }) => team.toLowerCase().includes(word));
    rows.update(shown.slice(0, MostShown));
    say(more, shown.length > MostShown ? `The first ${number(MostShown)} of ${number(shown.length)}; a part of the name finds the others.` : '');
    rows.element.hidden = shown.length === 0;
    nothing.hidden = shown.length > 0;
  }

  /** @returns {import('../parts/table.js').Column<Api.TeamRow>[]} */
  function columns() {
    return [
      { label: 'Team', cell: ({ team }) => h('strong', {}, team) },
      { label: 'Limits', cell: limits => limitParts(limits) },
      { label: 'Look at', cell: ({ team }) => h('span', { class: 'links' }, h('a', { href: `#/tasks?team=${encodeURIComponent(team)}` }, 'Tasks'), h('a', { href: `#/keys?team=${encodeURIComponent(team)}` }, 'Keys')) },
      ...(mayChange() ? [{ label: '', cell: (/** @type {Api.TeamRow} */ team) => h('div', { class: 'actions' },
        button('Change limits', () => change(team), 'quiet small'), button('Callback secrets', () => secrets(team.team), 'quiet small')) }] : []),
    ];
  }

  /** @param {Api.TeamRow} team */
  function change(team) {
    const limits = limitFields(team);
    ask(`Limits of ${team.team}`, [limits.element, h('p', { class: 'hint' }, 'An empty field is no limit.')], { label: 'Save', done: load, work: () => save(team.team, limits.read()) });
  }

  function other() {
    const name = textInput('team', { required: true });
    const limits = limitFields();
    ask('Set a team’s limits', [field('Team', name), limits.element, h('p', { class: 'hint' }, 'They replace those that the team has. An empty field is no limit.')], { label: 'Save', done: load, work: () => save(name.value.trim(), limits.read()) });
  }

  /** @param {string} team @param {unknown} limits */
  const save = (team, limits) => send('PUT', `admin/v1/teams/${encodeURIComponent(team)}`, { body: limits });
}

/** @param {string} team */
async function secrets(team) {
  const place = h('div', { class: 'fields' });
  const trouble = h('p', { class: 'alert', role: 'alert', hidden: true });
  const overlap = select('overlap_seconds', [['0', 'not at all'], ['3600', '1 hour'], ['86400', '1 day'], ['604800', '1 week']], '86400');
  const path = `admin/v1/teams/${encodeURIComponent(team)}/callback_secrets`;
  await draw();
  show(`Callback secrets of ${team}`, h('p', { class: 'muted' }, 'With these the team checks that a callback comes from this gateway.'), place, trouble);

  async function draw() {
    try {
      /** @type {Api.CallbackSecretList} */
      const { data } = await get(path);
      place.replaceChildren(...data.map(({ version, secret, created_at, expires_at }) => h('div', {},
        h('div', { class: 'secret' }, h('code', {}, secret), copyButton(() => secret)),
        h('p', { class: 'muted small' }, `Version ${version}`, ', made ', time(created_at), ...(expires_at ? [', signs until ', time(expires_at)] : [])))),
        field('At a rotation the old one still signs for', overlap), button('Rotate', rotate));
    } catch (problem) {
      place.replaceChildren(problemState(problem));
    }
  }

  async function rotate() {
    trouble.hidden = true;
    try {
      await post(`${path}/rotate`, { overlap_seconds: Number(overlap.value) });
    } catch (problem) {
      if (!(problem instanceof ApiError)) throw problem;
      trouble.textContent = problem.message;
      trouble.hidden = false;
    }

    await draw();
  }
}
