import { ApiError } from '../api.js';
import { h, newId, one, say } from '../dom.js';
import { time } from '../parts/time.js';
import { showProblem } from './controls.js';
import { uploads } from './uploads.js';

/**
 * Slots for pictures: as many as are there, and one more while the model takes more. Each takes an address or a file.
 * @param {() => void} changed
 * @param {AbortSignal} signal
 */
export function imageSlots(changed, signal) {
  /** @type {string[]} */
  let urls = [];
  let max = 0;
  /** @type {string[] | null} */
  let names = null;
  let isBusy = false;
  const files = uploads(signal);
  const slots = h('div', { class: 'slots' });
  const problem = h('p', { class: 'problem', id: newId(), hidden: true });
  const trouble = h('p', { class: 'problem', role: 'alert', hidden: true });
  const hint = h('span', { class: 'hint' });
  const element = h('fieldset', { class: 'field', 'aria-describedby': problem.id },
    h('legend', {}, 'image_urls'), hint, slots, trouble, problem);

  function draw() {
    const count = Math.min(max, urls.length + 1);
    while (slots.children.length > count) slots.lastElementChild?.remove();
    while (slots.children.length < count) slots.append(slot(slots.children.length));
    files.keep(urls);
    [...slots.children].forEach((part, index) => drawSlot(part, index, urls[index] ?? ''));
    element.hidden = max === 0;
    say(hint, max === 1 ? 'one picture' : `up to ${max} pictures; the mode follows from them`);
  }

  /** @param {Element} part @param {number} index @param {string} url */
  function drawSlot(part, index, url) {
    const input = one(part, 'input[type=url]', HTMLInputElement);
    if (input.value !== url) input.value = url;
    const name = nameOf(index);
    say(one(part, 'label', HTMLLabelElement), name);
    one(part, '.upload', HTMLElement).hidden = files.isOff || url !== '';
    one(part, '.upload input', HTMLInputElement).ariaLabel = `Upload ${name}`;
    const remove = one(part, '.remove', HTMLButtonElement);
    remove.hidden = url === '';
    remove.ariaLabel = `Remove ${name}`;
    drawPreview(one(part, '.preview', HTMLElement), files.previewOf(url));
  }

  /** @param {number} index */
  const nameOf = index => names?.[index] ?? `Picture ${index + 1}`;

  /** @param {number} index */
  function slot(index) {
    const id = newId();
    const input = h('input', { id, type: 'url', placeholder: 'https://…', autocomplete: 'off', spellcheck: 'false', oninput: () => put(index, input.value.trim()) });
    const file = h('input', { type: 'file', accept: 'image/*', onchange: () => upload(index, file.files?.[0]) });
    const remove = h('button', { type: 'button', class: 'quiet small remove', onclick: () => removed(index) }, 'Remove');
    const place = h('div', { class: 'slot', ondragover: over, ondragleave: () => place.classList.remove('is-over'), ondrop: dropped },
      h('label', { for: id }), input, remove, h('div', { class: 'upload small muted' }, file, ' or drop one here'), h('div', { class: 'preview small muted', 'aria-live': 'polite' }));
    return place;

    /** @param {DragEvent} event */
    function over(event) {
      if (!event.dataTransfer?.types.includes('Files')) return;
      // Otherwise the browser leaves the page and opens the file.
      event.preventDefault();
      place.classList.toggle('is-over', !files.isOff && !isBusy);
    }

    /** @param {DragEvent} event */
    function dropped(event) {
      place.classList.remove('is-over');
      if (!event.dataTransfer?.files.length) return;
      event.preventDefault();
      void upload(index, event.dataTransfer.files[0]);
    }
  }

  /** @param {number} index @param {string} url */
  function put(index, url) {
    const known = [...urls];
    known[index] = url;
    while (known.length && !known.at(-1)) known.pop();
    urls = known;
    showProblem(trouble, element, '');
    draw();
    changed();
  }

  /** @param {number} index */
  function removed(index) {
    urls = urls.filter((_, at) => at !== index);
    draw();
    changed();
  }

  /** While a picture is on its way nothing is changed, so that it comes where it was put. @param {number} index @param {File | undefined} picture */
  async function upload(index, picture) {
    if (!picture || isBusy) return;
    isBusy = element.disabled = true;
    showProblem(trouble, element, '');
    const preview = slots.children[index]?.querySelector('.preview');
    preview?.replaceChildren(`Uploading ${picture.name}…`);
    try {
      put(index, await files.send(picture));
    } catch (failure) {
      if (!(failure instanceof ApiError)) throw failure;
      showProblem(trouble, element, files.isOff ? 'This gateway takes no uploads; give the picture’s address.' : failure.message);
      draw();
    } finally {
      isBusy = element.disabled = false;
      for (const input of slots.querySelectorAll('input')) if (input.type === 'file') input.value = '';
    }
  }

  return {
    element,
    /** Whether nothing is on its way that belongs to the request. */
    isRight: () => {
      if (isBusy) showProblem(trouble, element, 'The picture is still on its way.');
      return !isBusy;
    },
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

/** @param {HTMLElement} place @param {import('./uploads.js').Preview | null} preview */
function drawPreview(place, preview) {
  if (place.querySelector('img')?.src === preview?.src && preview) return;
  place.replaceChildren(...(preview ? [h('img', { src: preview.src, alt: preview.alt }), ...(preview.until ? [h('span', {}, 'kept until ', time(preview.until))] : [])] : []));
}
