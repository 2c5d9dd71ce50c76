import { ApiError, send } from '../api.js';
import { h, newId, say } from '../dom.js';
import { showProblem } from './controls.js';

/**
 * Slots for pictures: as many as are there, and one more while the model takes more.
 * @param {() => void} changed
 * @param {Promise<boolean>} uploads whether this gateway takes pictures
 */
export function imageSlots(changed, uploads) {
  /** @type {string[]} */
  let urls = [];
  let max = 0;
  /** @type {string[] | null} */
  let names = null;
  let takesFiles = false;
  void uploads.then(known => {
    takesFiles = known;
    draw();
  });
  const slots = h('div', { class: 'slots' });
  const problem = h('p', { class: 'problem', id: newId(), hidden: true });
  const hint = h('span', { class: 'hint' });
  const element = h('fieldset', { class: 'field', 'aria-describedby': problem.id },
    h('legend', {}, 'image_urls'), hint, slots, problem);

  function draw() {
    const count = Math.min(max, urls.length + 1);
    while (slots.children.length > count) slots.lastElementChild?.remove();
    while (slots.children.length < count) slots.append(slot(slots.children.length));
    [...slots.querySelectorAll('input[type=url]')].forEach((input, index) => {
      if (input instanceof HTMLInputElement && input.value !== (urls[index] ?? '')) input.value = urls[index] ?? '';
    });
    [...slots.children].forEach((part, index) => {
      const label = part.querySelector('label');
      if (label) say(label, names?.[index] ?? `Picture ${index + 1}`);
      part.querySelector('.upload')?.toggleAttribute('hidden', !takesFiles);
      part.querySelector('.remove')?.toggleAttribute('hidden', !urls[index]);
    });
    element.hidden = max === 0;
    say(hint, max === 1 ? 'one picture' : `up to ${max} pictures; the mode follows from them`);
  }

  /** @param {number} index */
  function slot(index) {
    const id = newId();
    const input = h('input', { id, type: 'url', placeholder: 'https://…', autocomplete: 'off', spellcheck: 'false', oninput: () => put(index, input.value.trim()) });
    const file = h('input', { type: 'file', accept: 'image/png,image/jpeg,image/webp', class: 'upload', 'aria-label': `Upload picture ${index + 1}`, hidden: true, onchange: () => upload(index, file) });
    const remove = h('button', { type: 'button', class: 'quiet small remove', 'aria-label': `Remove picture ${index + 1}`, onclick: () => removed(index) }, 'Remove');
    return h('div', { class: 'slot' }, h('label', { for: id }), input, file, remove, h('span', { class: 'preview' }));
  }

  /** @param {number} index @param {string} url */
  function put(index, url) {
    const known = [...urls];
    known[index] = url;
    while (known.length && !known.at(-1)) known.pop();
    urls = known;
    draw();
    changed();
  }

  /** @param {number} index */
  function removed(index) {
    urls = urls.filter((_, at) => at !== index);
    for (const shown of slots.querySelectorAll('.preview')) shown.replaceChildren();
    draw();
    changed();
  }

  /** @param {number} index @param {HTMLInputElement} file */
  async function upload(index, file) {
    const picture = file.files?.[0];
    if (!picture) return;
    const form = new FormData();
    form.append('file', picture);
    try {
      const answer = await (await send('POST', 'v1/uploads/images', { form })).json();
      const shown = URL.createObjectURL(picture);
      slots.children[index]?.querySelector('.preview')?.replaceChildren(h('img', { src: shown, alt: picture.name }));
      put(index, answer.url);
    } catch (failure) {
      if (!(failure instanceof ApiError)) throw failure;
      showProblem(problem, element, failure.message);
    }

    file.value = '';
  }

  return {
    element,
    read: () => urls.filter(Boolean),
    /** @param {string[]} known */
    write: known => {
      urls = [...known];
      draw();
    },
    /** @param {number} most @param {string[] | null} labels */
    allow: (most, labels) => {
      max = Math.max(most, 0);
      names = labels;
      draw();
    },
    /** @param {string} text */
    problem: text => showProblem(problem, element, text),
    focus: () => slots.querySelector('input')?.focus(),
  };
}
