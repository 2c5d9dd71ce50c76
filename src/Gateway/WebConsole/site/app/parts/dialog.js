import { ApiError } from '../api.js';
import { h, newId, say } from '../dom.js';
import { fault, field, textInput } from './fields.js';

/**
 * Asks for something in a dialog. The work's problems are shown in it, beside their fields where these have such a name.
 * @param {string} title
 * @param {(Node | string)[]} body
 * @param {{ label: string, kind?: string, work: () => Promise<unknown>, done?: () => Promise<unknown> }} action what is done, and what then follows, which is no part of it
 */
export function ask(title, body, { label, kind = 'primary', work, done }) {
  const id = newId();
  const problem = h('p', { class: 'alert', role: 'alert', hidden: true });
  const confirm = h('button', { type: 'submit', class: kind }, label);
  const form = h('form', { novalidate: true, onsubmit: submit },
    h('h2', { id }, title), ...body, problem,
    h('div', { class: 'actions' }, h('button', { type: 'button', onclick: () => dialog.close() }, 'Cancel'), confirm));
  const dialog = h('dialog', { 'aria-labelledby': id, onclose: () => dialog.remove() }, form);
  document.body.append(dialog);
  dialog.showModal();

  /** @param {Event} event */
  async function submit(event) {
    event.preventDefault();
    confirm.disabled = true;
    problem.hidden = true;
    try {
      await work();
    } catch (failure) {
      if (!(failure instanceof ApiError)) throw failure;
      say(problem, unplaced(form, failure));
      problem.hidden = problem.textContent === '';
      return;
    } finally {
      confirm.disabled = false;
    }

    dialog.close();
    await done?.();
  }
}

/** What has no field of its own to stand beside. @param {HTMLFormElement} form @param {ApiError} failure */
function unplaced(form, failure) {
  if (failure.isLost) return `${failure.message} It may have been done all the same: look before you try again.`;
  const rest = failure.details.filter(detail => !place(form, detail));
  return failure.details.length && !rest.length ? '' : rest.map(({ message }) => message).join(' ') || failure.message;
}

/** @param {HTMLFormElement} form @param {Api.ErrorProblem} problem */
function place(form, { param, message }) {
  const input = form.elements.namedItem(param);
  const isField = input instanceof HTMLInputElement || input instanceof HTMLSelectElement || input instanceof HTMLTextAreaElement;
  if (isField) fault(input, message);
  return isField;
}

/**
 * For what cannot be undone: its name has to be typed.
 * @param {string} title @param {string} text @param {string} word @param {string} label @param {() => Promise<unknown>} work @param {() => Promise<unknown>} done
 */
export function askByTyping(title, text, word, label, work, done) {
  const input = textInput('word');
  ask(title, [h('p', {}, text), field(`Type ${word} to confirm`, input)], {
    label,
    kind: 'danger',
    done,
    work: async () => {
      if (input.value.trim() === word) await work();
      else throw new ApiError(400, { code: 'invalid_request', request_id: '', details: [{ param: 'word', code: 'not_allowed', message: `This is not ${word}.` }] });
    },
  });
}

/** Shows something until it is closed. @param {string} title @param {...(Node | string)} body */
export function show(title, ...body) {
  const id = newId();
  const dialog = h('dialog', { 'aria-labelledby': id, onclose: () => dialog.remove() },
    h('div', { class: 'dialog-body' }, h('h2', { id }, title), ...body, h('div', { class: 'actions' }, h('button', { type: 'button', class: 'primary', onclick: () => dialog.close() }, 'Done'))));
  document.body.append(dialog);
  dialog.showModal();
}
