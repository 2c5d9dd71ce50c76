import { h } from '../dom.js';
import { dayOf, endOfDay, field, select, startOfDay, textInput } from '../parts/fields.js';
import { capital, words } from '../format.js';
import { debounced } from '../parts/live.js';

/** @type {[string, string][]} */
const Statuses = [['', 'any'], ...['queued', 'in_progress', 'completed', 'failed'].map(word => /** @type {[string, string]} */ ([word, words(word)]))];
/** @type {[string, string][]} */
const States = [['', 'any'], ['unresolved', 'unresolved'], ...['queued', 'submitting', 'polling', 'unknown', 'completed', 'failed'].map(word => /** @type {[string, string]} */ ([word, word]))];

/**
 * What a list of tasks is narrowed by; it is in the address too, so that it can be passed on.
 * @param {import('../shell.js').Visit} visit @param {boolean} isForOperator @param {() => void} changed
 */
export function filterBar({ query, signal, go }, isForOperator, changed) {
  const of = (/** @type {string} */ name) => query.get(name) ?? '';
  const soon = debounced(300, signal, changed);
  const text = (/** @type {string} */ name) => textInput(name, { value: of(name), oninput: soon });
  const inputs = {
    status: select('status', Statuses, of('status')),
    model: text('model'),
    ...(isForOperator ? {
      state: select('state', States, of('state')),
      team: text('team'),
      upstream: text('upstream'),
      key: text('key'),
      error_code: text('error_code'),
      from: h('input', { name: 'from', type: 'date', value: of('from') }),
      to: h('input', { name: 'to', type: 'date', value: of('to'), max: dayOf(new Date()) }),
    } : {}),
  };
  for (const input of Object.values(inputs)) if (input instanceof HTMLSelectElement || input.type === 'date') input.addEventListener('change', changed);
  const id = textInput('id', { placeholder: 'video_…' });
  const find = h('form', { class: 'field', onsubmit: (/** @type {Event} */ event) => {
    event.preventDefault();
    if (id.value.trim()) go(`tasks/${encodeURIComponent(id.value.trim())}`);
  } }, field('Find by id', id));
  const given = () => Object.entries(inputs).map(([name, input]) => /** @type {[string, string]} */ ([name, input.value.trim()])).filter(([, value]) => value);
  return {
    element: h('details', { class: 'filter-box', role: 'search', 'aria-label': 'Filters', open: given().length > 0 || matchMedia('(min-width: 641px)').matches },
      h('summary', { class: 'small muted' }, 'Filters'),
      h('div', { class: 'filters' }, ...Object.entries(inputs).map(([name, input]) => field(capital(words(name)), input)), find)),
    /** As the call takes them: a day is one in the viewer's zone, and the last one belongs to it. */
    read: () => Object.fromEntries(given().map(([name, value]) =>
      name === 'from' ? [name, startOfDay(value)] : name === 'to' ? [name, endOfDay(value)] : [name, value])),
    /** @param {Record<string, string>} [more] */
    address: (more = {}) => {
      const all = new URLSearchParams([...given(), ...Object.entries(more)]);
      return all.size ? `?${all}` : '';
    },
  };
}
