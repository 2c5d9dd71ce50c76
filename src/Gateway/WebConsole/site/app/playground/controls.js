import { h, newId, say } from '../dom.js';

/**
 * @typedef {{ element: HTMLElement, read: () => unknown, write: (value: unknown) => void, problem: (text: string) => void, focus: () => void }} Control
 */

const Ratios = ['16:9', '9:16', '1:1', '4:3', '3:4', '21:9'];

/**
 * One labelled control for a parameter, made from what the matrix says of it.
 * @param {string} name as in the API
 * @param {Api.ParameterInfo} rule
 * @param {() => void} changed
 * @returns {Control}
 */
export function controlFor(name, rule, changed) {
  const id = newId();
  const { input, extra, read, write } = inputFor(name, rule, id, changed);
  const hint = h('span', { class: 'hint', id: `${id}-hint` }, hintFor(name, rule));
  const problem = h('p', { class: 'problem', id: `${id}-problem`, hidden: true });
  input.setAttribute('aria-describedby', `${id}-hint ${id}-problem`);
  if (rule.required) input.setAttribute('aria-required', 'true');
  const isSwitch = input instanceof HTMLInputElement && input.type === 'checkbox';
  const label = h('label', { for: id }, name);
  const element = h('div', { class: `field ${isSwitch ? 'is-switch' : ''} f-${name.replace(/\W/g, '-')}` },
    ...(isSwitch ? [h('div', { class: 'field-top' }, input, label, hint)] : [h('div', { class: 'field-top' }, label, hint), h('div', { class: 'field-row' }, ...(extra ? [extra] : []), input)]),
    problem);
  if (rule.default !== undefined) write(rule.default);
  return {
    element,
    read,
    write,
    focus: () => input.focus(),
    problem: text => showProblem(problem, input, text),
  };
}

/** @param {HTMLElement} place @param {HTMLElement} input @param {string} text */
export function showProblem(place, input, text) {
  say(place, text);
  place.hidden = text === '';
  if (text) input.setAttribute('aria-invalid', 'true');
  else input.removeAttribute('aria-invalid');
}

/** A parameter that the chosen mode does not take: shown, so that nobody looks for it. @param {string} name @param {string} why */
export function offLimits(name, why) {
  const id = newId();
  return h('div', { class: 'field is-off' },
    h('div', { class: 'field-top' }, h('label', { for: id }, name), h('span', { class: 'hint', id: `${id}-hint` }, why)),
    h('input', { id, disabled: true, 'aria-describedby': `${id}-hint` }));
}

/** @param {string} name @param {Api.ParameterInfo} rule @param {string} id @param {() => void} changed */
function inputFor(name, rule, id, changed) {
  if (rule.type === 'boolean') return boolean(id, rule, changed);
  if (rule.allowed) return choice(id, rule, changed);
  if (rule.type === 'integer') return integer(name, id, rule, changed);
  return text(name, id, rule, changed);
}

/** @param {string} id @param {Api.ParameterInfo} rule @param {() => void} changed */
function boolean(id, rule, changed) {
  const input = h('input', { id, type: 'checkbox', role: 'switch', onchange: changed });
  return {
    input,
    extra: null,
    // Off is worth saying only where on is what happens otherwise.
    read: () => (input.checked || rule.default !== undefined ? input.checked : undefined),
    write: (/** @type {unknown} */ value) => (input.checked = value === true),
  };
}

/** @param {string} id @param {Api.ParameterInfo} rule @param {() => void} changed */
function choice(id, rule, changed) {
  const values = rule.allowed ?? [];
  const input = h('select', { id, onchange: changed },
    rule.default === undefined ? h('option', { value: '' }, 'not set') : null,
    ...values.map(value => h('option', { value: String(value) }, String(value))));
  return {
    input,
    extra: null,
    read: () => values.find(value => String(value) === input.value),
    write: (/** @type {unknown} */ value) => (input.value = String(values.find(known => known === value) ?? rule.default ?? '')),
  };
}

/** @param {string} name @param {string} id @param {Api.ParameterInfo} rule @param {() => void} changed */
function integer(name, id, rule, changed) {
  const { min = 0, max = 100 } = rule;
  const input = h('input', { id, type: 'number', inputmode: 'numeric', step: 1, oninput: typed });
  const isWide = max - min > 1000;
  const slider = h('input', { type: 'range', min, max, step: 1, 'aria-label': `${name} slider`, oninput: slid });
  const dice = h('button', { type: 'button', class: 'quiet small', onclick: rolled }, 'Random');
  return {
    input,
    extra: isWide ? dice : slider,
    read: () => (input.value === '' ? undefined : Number(input.value)),
    write: (/** @type {unknown} */ value) => (input.value = slider.value = value === undefined ? '' : String(value)),
  };

  function typed() {
    slider.value = input.value;
    changed();
  }

  function slid() {
    input.value = slider.value;
    changed();
  }

  function rolled() {
    input.value = String((crypto.getRandomValues(new Uint32Array(1))[0] ?? 0) % (max + 1));
    changed();
  }
}

/** @param {string} name @param {string} id @param {Api.ParameterInfo} rule @param {() => void} changed */
function text(name, id, rule, changed) {
  const isRatio = rule.format === 'W:H';
  const list = isRatio ? h('datalist', { id: `${id}-list` }, ...Ratios.map(ratio => h('option', { value: ratio }))) : null;
  const input = name === 'prompt'
    ? h('textarea', { id, rows: 4, oninput: typed, placeholder: 'What the video shows' })
    : h('input', { id, type: 'text', oninput: typed, list: isRatio ? `${id}-list` : null, autocomplete: 'off', placeholder: isRatio ? '16:9' : name === 'callback_url' ? 'https://…' : '' });
  const left = rule.max_length ? h('span', { class: 'count', 'aria-hidden': 'true' }) : null;
  return {
    input,
    extra: list ?? left,
    read: () => (input.value === '' ? undefined : input.value),
    write: (/** @type {unknown} */ value) => {
      input.value = typeof value === 'string' ? value : '';
      count();
    },
  };

  function typed() {
    count();
    changed();
  }

  function count() {
    if (left) say(left, `${[...input.value].length} / ${rule.max_length}`);
  }
}

/** @param {string} name @param {Api.ParameterInfo} rule */
function hintFor(name, rule) {
  const unit = name === 'duration' ? ' s' : '';
  const parts = [
    rule.required ? 'required' : '',
    name === 'callback_url' ? 'is told when the task has ended' : '',
    rule.min_length && rule.min_length > 1 ? `at least ${rule.min_length} characters` : '',
    rule.type === 'integer' && !rule.allowed && rule.max !== undefined ? `${rule.min}–${rule.max}${unit}` : '',
    rule.allowed?.length === 1 ? `always ${rule.allowed[0]}${unit}` : '',
    rule.format === 'W:H' && !rule.allowed ? `W:H, each ${rule.min}–${rule.max}` : '',
    ...Object.entries(rule.not_with ?? {}).map(([other, values]) => `not with ${other} ${values.join(', ')}`),
  ];
  return parts.filter(Boolean).join(' · ');
}
