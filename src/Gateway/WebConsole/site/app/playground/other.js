import { h, newId } from '../dom.js';
import { showProblem } from './controls.js';

/**
 * Metadata that the matrix does not name: anything, as JSON.
 * @param {() => void} changed
 */
export function otherMetadata(changed) {
  const id = newId();
  const input = h('textarea', { id, rows: 2, spellcheck: 'false', class: 'code', placeholder: '{"shot": "12b"}', oninput: changed, 'aria-describedby': `${id}-hint ${id}-problem` });
  const problem = h('p', { class: 'problem', id: `${id}-problem`, hidden: true });
  const element = h('div', { class: 'field' },
    h('div', { class: 'field-top' }, h('label', { for: id }, 'metadata'), h('span', { class: 'hint', id: `${id}-hint` }, 'anything more, as JSON; comes back with the task')),
    input, problem);
  return {
    element,
    /** @returns {Record<string, unknown>} */
    read: () => {
      try {
        const value = input.value.trim() ? JSON.parse(input.value) : {};
        const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
        showProblem(problem, input, isObject ? '' : 'It has to be a JSON object: {…}');
        return isObject ? value : {};
      } catch {
        showProblem(problem, input, 'This is not JSON yet.');
        return {};
      }
    },
    /** @param {Record<string, unknown>} value */
    write: value => (input.value = Object.keys(value).length ? JSON.stringify(value, null, 2) : ''),
    isRight: () => problem.hidden,
    focus: () => input.focus(),
  };
}
