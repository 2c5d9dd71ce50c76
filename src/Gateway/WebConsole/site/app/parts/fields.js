import { h, newId, say } from '../dom.js';

/**
 * @typedef {HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement} Input
 */

/** @param {string} label @param {Input} input @param {string} [hint] */
export function field(label, input, hint) {
  input.id ||= newId();
  const problem = h('p', { class: 'problem', id: `${input.id}-problem`, hidden: true });
  input.setAttribute('aria-describedby', `${input.id}-hint ${problem.id}`);
  return h('div', { class: 'field' },
    h('div', { class: 'field-top' }, h('label', { for: input.id }, label), h('span', { class: 'hint', id: `${input.id}-hint` }, hint ?? '')), input, problem);
}

/** @param {Input} input @param {string} text */
export function fault(input, text) {
  const place = document.getElementById(`${input.id}-problem`);
  if (!place) return;
  say(place, text);
  place.hidden = text === '';
  input.toggleAttribute('aria-invalid', text !== '');
  if (text) input.setAttribute('aria-invalid', 'true');
}

/** @param {string} name @param {Record<string, unknown>} [more] */
export const textInput = (name, more = {}) => h('input', { name, type: 'text', autocomplete: 'off', spellcheck: 'false', ...more });

/** @param {string} name @param {Record<string, unknown>} [more] */
export const numberInput = (name, more = {}) => h('input', { name, type: 'number', inputmode: 'decimal', min: 0, ...more });

/**
 * @param {string} name
 * @param {(string | [value: string, label: string])[]} options
 * @param {string | null} [value]
 */
export function select(name, options, value) {
  const input = h('select', { name }, ...options.map(option => {
    const [known, label] = Array.isArray(option) ? option : [option, option];
    return h('option', { value: known }, label);
  }));
  if (value !== null && value !== undefined) input.value = value;
  return input;
}

/** A day as Unix seconds of its beginning in the viewer's zone. @param {string} day */
export const startOfDay = day => (day ? Math.floor(new Date(`${day}T00:00:00`).getTime() / 1000) : null);

/** And of the next day's beginning: a day is not always of 24 hours. @param {string} day */
export function endOfDay(day) {
  if (!day) return null;
  const date = new Date(`${day}T00:00:00`);
  date.setDate(date.getDate() + 1);
  return Math.floor(date.getTime() / 1000);
}

/** @param {Date} date */
export const dayOf = date => `${date.getFullYear()}-${String(date.getMonth() + 1).padStart(2, '0')}-${String(date.getDate()).padStart(2, '0')}`;
