import { ApiError, post } from '../api.js';
import { h, newId, say } from '../dom.js';
import { showProblem } from './controls.js';

/**
 * Slots for pictures: as many as are there, and one more while the model takes more.
 * @param {() => void} changed
 * @param {Promise<boolean>} uploads whether this gateway takes pictures
 * @param {AbortSignal} signal
 */
export function imageSlots(changed, uploads, signal) {
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
  const previews = previewsOf(signal);
  const slots = h('div', { class: 'slots' });
  const problem = h('p', { class: 'problem', id: newId(), hidden: true });
  const hint = h('span', { class: 'hint' });
  const element = h('fieldset', { class: 'field', 'aria-describedby': problem.id },
    h('legend', {}, 'image_urls'), hint, slots, problem);

  function draw() {
    const count = Math.min(max, urls.length + 1);
    while (slots.children.length > count) slots.lastElementChild?.remove();
    while (slots.children.length < count) slots.append(slot(slots.children.length));
    [...slots.children].forEach((part, index) => drawSlot(part, index, urls[index] ?? ''));
    previews.keep(urls);
    element.hidden = max === 0;
    say(hint, max === 1 ? 'one picture' : `up to ${max} pictures; the mode follows from them`);
  }

  /** @param {Element} part @param {number} index @param {string} url */
  function drawSlot(part, index, url) {
    const input = part.querySelector('input');
    if (input && input.value !== url) input.value = url;
    const label = part.querySelector('label');
    if (label) say(label, names?.[index] ?? `Picture ${index + 1}`);
    part.querySelector('.upload')?.toggleAttribute('hidden', !takesFiles);
    part.querySelector('.remove')?.toggleAttribute('hidden', !url);
    const shown = previews.of(url);
    const preview = part.querySelector('.preview');
    if (preview?.querySelector('img') !== shown) preview?.replaceChildren(...(shown ? [shown] : []));
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
      /** @type {{ url: string }} */
      const { url } = await post('v1/uploads/images', undefined, { form, signal });
      previews.add(url, picture);
      put(index, url);
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

/** The browser's own copies of what was uploaded from here, each for as long as its address stands in a slot. @param {AbortSignal} signal */
function previewsOf(signal) {
  /** @type {Map<string, HTMLImageElement>} */
  const shown = new Map();
  /** @param {(url: string) => boolean} isKept */
  const drop = isKept => {
    for (const [url, image] of shown) {
      if (isKept(url)) continue;
      URL.revokeObjectURL(image.src);
      shown.delete(url);
    }
  };
  signal.addEventListener('abort', () => drop(() => false));
  return {
    of: (/** @type {string} */ url) => shown.get(url) ?? null,
    keep: (/** @type {string[]} */ urls) => drop(url => urls.includes(url)),
    add: (/** @type {string} */ url, /** @type {File} */ picture) => shown.set(url, h('img', { src: URL.createObjectURL(picture), alt: picture.name })),
  };
}
