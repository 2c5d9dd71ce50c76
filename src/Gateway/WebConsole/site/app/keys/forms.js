import { ApiError, get, post, send } from '../api.js';
import { h } from '../dom.js';
import { duration, exactTime, limitsInWords } from '../format.js';
import { copyButton } from '../parts/bits.js';
import { ask, askByTyping, show } from '../parts/dialog.js';
import { dayOf, field, select, startOfDay, textInput } from '../parts/fields.js';
import { limitFields } from './limits.js';

/** @param {string} id */
const pathOf = id => `admin/v1/keys/${encodeURIComponent(id)}`;

/** @param {() => Promise<void>} done */
export function newKey(done) {
  const name = textInput('name', { required: true });
  const team = textInput('team', { required: true });
  const models = textInput('models', { placeholder: 'viduq3-pro, veo3.1-fast' });
  const expires = h('input', { name: 'expires_at', type: 'date' });
  const limits = limitFields();
  void suggestModels(models);
  ask('New key', [field('Name', name, 'who or what uses it'), field('Team', team, 'sees its own tasks only'), limits.element,
    h('p', { class: 'hint' }, 'An empty field is no limit.'),
    field('Models', models, 'with commas; empty allows all'), field('Expires', expires, 'empty is never')], {
    label: 'Make the key',
    done,
    work: async () => {
      /** @type {Api.KeyRow} */
      const made = await post('admin/v1/keys', { name: name.value.trim(), team: team.value.trim(), models: listOf(models), expires_at: startOfDay(expires.value), ...limits.read() });
      showSecret(made, `${made.name} may use it at once. ${limitsInWords(made)}.`);
    },
  });
}

/** @param {Api.KeyRow} key @param {() => Promise<void>} done */
export function changeKey(key, done) {
  const name = textInput('name', { value: key.name });
  const models = textInput('models', { value: key.models?.join(', ') ?? '' });
  const day = key.expires_at ? dayOf(new Date(key.expires_at * 1000)) : '';
  const expires = h('input', { name: 'expires_at', type: 'date', value: day });
  const limits = limitFields(key);
  ask(`Change ${key.name}`, [field('Name', name), limits.element, h('p', { class: 'hint' }, 'An empty field is no limit. A change counts from the next request on.'),
    field('Models', models, 'with commas; empty allows all'), field('Expires', expires, 'empty is never')], {
    label: 'Save',
    done,
    // A day says less than the moment that a key may have, which is left alone unless another day is chosen.
    work: () => send('PATCH', pathOf(key.id), { body: { name: name.value.trim(), models: listOf(models), ...(expires.value === day ? {} : { expires_at: startOfDay(expires.value) }), ...limits.read() } }),
  });
}

/** @param {Api.KeyRow} key @param {() => Promise<void>} done */
export function rotateKey(key, done) {
  const overlap = select('overlap_seconds', [['0', 'not at all: it ends at once'], ['3600', '1 hour'], ['86400', '1 day'], ['604800', '1 week']], '3600');
  ask(`Rotate ${key.name}`, [h('p', {}, 'The key gets a new secret, and keeps its limits, its tasks and its id. For a time both secrets work, so that its users can change over without a gap.'),
    field('The old secret still works for', overlap)], {
    label: 'Make a new secret',
    done,
    work: async () => {
      /** @type {Api.KeyRow} */
      const made = await post(`${pathOf(key.id)}/rotate`, { overlap_seconds: Number(overlap.value) });
      showSecret(made, made.previous_key_until ? `The old secret works until ${exactTime(made.previous_key_until)} (${duration(Number(overlap.value))}).` : 'The old secret works no more.');
    },
  });
}

/** @param {Api.KeyRow} key @param {() => Promise<void>} done */
export function revokeKey(key, done) {
  askByTyping(`Revoke ${key.name}?`, 'The key opens nothing any more, at once and for good. Its running tasks run on, and stay on record.', key.name, 'Revoke the key',
    () => send('DELETE', pathOf(key.id)), done);
}

/** @param {Api.KeyRow} made @param {string} text */
function showSecret(made, text) {
  const secret = made.key ?? '';
  show('This is shown only once', h('p', {}, 'Copy the secret now. The gateway keeps only what it can recognise it by.'),
    h('div', { class: 'secret' }, h('code', {}, secret), copyButton(() => secret)), h('p', { class: 'muted' }, text));
}

/** @param {HTMLInputElement} input */
function listOf(input) {
  const names = input.value.split(',').map(name => name.trim()).filter(Boolean);
  return names.length ? names : null;
}

/** @param {HTMLInputElement} input */
async function suggestModels(input) {
  try {
    /** @type {Api.ModelList} */
    const { data } = await get('admin/v1/models');
    input.placeholder = data.map(({ id }) => id).join(', ');
  } catch (problem) {
    if (!(problem instanceof ApiError)) throw problem;
  }
}
