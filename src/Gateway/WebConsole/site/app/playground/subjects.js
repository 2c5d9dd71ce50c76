import { h, newId } from '../dom.js';
import { showProblem } from './controls.js';

/**
 * `metadata.subjects`: named figures, each with its pictures, which a prompt calls by `@name`.
 * @param {Api.ParameterInfo} rule
 * @param {() => void} changed
 * @returns {import('./controls.js').Control}
 */
export function subjectsControl(rule, changed) {
  const rows = h('div', { class: 'subjects' });
  const problem = h('p', { class: 'problem', id: newId(), hidden: true });
  const element = h('fieldset', { class: 'field', 'aria-describedby': problem.id },
    h('legend', {}, 'metadata.subjects'),
    h('span', { class: 'hint' }, `each with ${rule.min_images}–${rule.max_images} pictures; the prompt calls them @name`),
    rows,
    h('button', { type: 'button', class: 'quiet small', onclick: () => add('', []) }, 'Add a subject'),
    problem);

  /** @param {string} name @param {string[]} images */
  function add(name, images) {
    const row = h('div', { class: 'subject' },
      h('input', { type: 'text', value: name, placeholder: 'name', 'aria-label': 'Subject’s name', oninput: changed }),
      h('textarea', { rows: 2, value: images.join('\n'), placeholder: 'https://… one address a line', 'aria-label': 'Subject’s pictures', oninput: changed }),
      h('button', { type: 'button', class: 'quiet small', onclick: () => (row.remove(), changed()) }, 'Remove'));
    rows.append(row);
    changed();
  }

  return {
    element,
    read: () => {
      const subjects = [...rows.children].map(row => ({
        name: row.querySelector('input')?.value ?? '',
        images: (row.querySelector('textarea')?.value ?? '').split('\n').map(line => line.trim()).filter(Boolean),
      }));
      return subjects.length ? subjects : undefined;
    },
    write: value => {
      rows.replaceChildren();
      for (const { name = '', images = [] } of Array.isArray(value) ? value : []) add(name, images);
    },
    problem: text => showProblem(problem, element, text),
    focus: () => element.querySelector('button')?.focus(),
  };
}
