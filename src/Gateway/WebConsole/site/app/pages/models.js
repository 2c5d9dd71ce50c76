import { get } from '../api.js';
import { h } from '../dom.js';
import { amount } from '../format.js';
import { heading } from '../parts/bits.js';
import { empty } from '../parts/states.js';
import { isOperator } from '../session.js';

/** What each model can do, as the gateway's matrix says. @param {import('../shell.js').Visit} visit */
export async function page({ signal, query, go }) {
  /** @type {Api.ModelList} an operator's key opens no client's call */
  const { data: models } = isOperator() ? await get('admin/v1/models', { signal }) : await get('v1/models', { signal });
  if (!models.length) return empty('No model', isOperator() ? 'The catalogue is empty.' : 'This key may use none of the models.');
  const chosen = models.find(({ id }) => id === query.get('model')) ?? models[0];
  return h('div', { class: 'page' }, heading('Models', 'What each can do, and what it costs.'),
    h('div', { role: 'group', 'aria-label': 'Model', class: 'actions' }, ...models.map(model => h('button', { type: 'button', 'aria-pressed': model === chosen, class: model === chosen ? 'primary' : '', onclick: () => go(`models?model=${encodeURIComponent(model.id)}`, true) }, model.id))),
    chosen ? modelView(chosen) : null);
}

/** @param {Api.Model} model */
function modelView({ id, owned_by, capabilities: { modes, prices, off_peak_factor } }) {
  const names = [...new Set(Object.values(modes).flatMap(mode => [...Object.keys(mode.parameters), ...Object.keys(mode.metadata.fields).map(field => `metadata.${field}`)]))];
  const ruleOf = (/** @type {Api.Mode} */ mode, /** @type {string} */ name) => (name.startsWith('metadata.') ? mode.metadata.fields[name.slice(9)] : mode.parameters[name]);
  return h('div', { class: 'page' },
    h('section', { class: 'page' }, h('h2', {}, id, h('span', { class: 'muted' }, ` by ${owned_by}`)),
      h('div', { class: 'table', tabindex: 0, role: 'region', 'aria-label': 'Parameters' }, h('table', { class: 'matrix' },
        h('thead', {}, h('tr', {}, h('th', { scope: 'col' }, 'Parameter'), ...Object.keys(modes).map(mode => h('th', { scope: 'col' }, mode)))),
        h('tbody', {}, ...names.map(name => h('tr', {}, h('th', { scope: 'row' }, h('code', {}, name)),
          ...cellsOf(Object.keys(modes), Object.values(modes).map(mode => ruleOf(mode, name)))))))),
      ...(Object.values(modes).some(mode => mode.metadata.open) ? [h('p', { class: 'muted small' }, 'Any other metadata is taken, and comes back with the task.')] : [])),
    h('section', { class: 'page' }, h('h2', {}, 'Prices'),
      h('div', { class: 'table', tabindex: 0, role: 'region', 'aria-label': 'Prices' }, h('table', {},
        h('thead', {}, h('tr', {}, ...['Resolution', 'Audio', 'Mode'].map(name => h('th', { scope: 'col' }, name)), h('th', { scope: 'col', class: 'end' }, 'Credits'))),
        h('tbody', {}, ...prices.map(price => h('tr', {},
          h('td', { 'data-label': 'Resolution' }, price.resolution ?? 'any'), h('td', { 'data-label': 'Audio' }, price.audio === undefined || price.audio === null ? 'any' : price.audio ? 'with' : 'without'),
          h('td', { 'data-label': 'Mode' }, price.mode ?? 'any'),
          h('td', { class: 'end', 'data-label': 'Credits' }, price.credits_per_clip ? `${amount(price.credits_per_clip)} a clip` : `${amount(price.credits_per_second ?? 0)} a second`)))))),
      off_peak_factor ? h('p', { class: 'muted small' }, `With metadata.off_peak: times ${off_peak_factor}.`) : null));
}

/** Where all modes have the same rule it is said once. @param {string[]} modes @param {(Api.ParameterInfo | undefined)[]} rules */
function cellsOf(modes, rules) {
  const isOne = modes.length > 1 && new Set(rules.map(rule => JSON.stringify(rule))).size === 1;
  return isOne ? [h('td', { 'data-label': 'every mode', colspan: modes.length }, inWords(rules[0]))] : modes.map((mode, at) => h('td', { 'data-label': mode }, inWords(rules[at])));
}

/** @param {Api.ParameterInfo | undefined} rule */
function inWords(rule) {
  if (!rule) return h('span', { class: 'muted' }, '–');
  const range = rule.allowed?.length === 1 ? `always ${rule.allowed[0]}` : rule.allowed ? rule.allowed.join(', ')
    : rule.max_items ? (rule.min_items === rule.max_items ? `exactly ${rule.max_items}` : `${rule.min_items}–${rule.max_items}`)
    : rule.max_length ? `at most ${rule.max_length} characters`
    : rule.format === 'W:H' ? `W:H, each ${rule.min}–${rule.max}`
    : rule.format === 'subjects' ? `named, each ${rule.min_images}–${rule.max_images} pictures`
    : rule.max !== undefined ? `${rule.min}–${rule.max}` : rule.type === 'boolean' ? 'true, false' : 'text';
  const more = [rule.required ? 'required' : '', rule.default !== undefined && rule.allowed?.length !== 1 ? `default ${rule.default}` : '', rule.alias_of ? `the same as ${rule.alias_of}` : '',
    ...Object.entries(rule.not_with ?? {}).map(([other, values]) => `not with ${other} ${values.join(', ')}`)].filter(Boolean);
  return h('span', {}, range, more.length ? h('span', { class: 'muted small' }, ` ${more.join(', ')}`) : null);
}
