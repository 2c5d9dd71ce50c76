import { h } from '../dom.js';
import { shortId, words } from '../format.js';

/** A status with a dot; the word says what the colour says. @param {string} word @param {string} [text] */
export const badge = (word, text = words(word)) => h('span', { class: `badge is-${word}` }, text);

/** @param {string} title @param {Node | string | null} [lead] @param {...Node} actions */
export const heading = (title, lead, ...actions) =>
  h('header', { class: 'head' }, h('div', {}, h('h1', {}, title), lead ? h('p', { class: 'muted' }, lead) : null), h('div', { class: 'actions' }, ...actions));

/** @param {string} id */
export const taskLink = id => h('a', { href: `#/tasks/${id}`, title: id }, h('code', {}, shortId(id)));

/** Copies a text and says so. @param {() => string} text @param {string} [label] */
export function copyButton(text, label = 'Copy') {
  const button = h('button', { type: 'button', class: 'quiet small', onclick: copy }, label);
  return button;

  async function copy() {
    try {
      await navigator.clipboard.writeText(text());
      button.textContent = 'Copied';
    } catch {
      // Without https a browser may not let a page write there.
      button.textContent = 'Select and copy it by hand';
    }

    setTimeout(() => (button.textContent = label), 2000);
  }
}

/** @param {string} text @param {(event: Event) => unknown} onclick @param {string} [kind] */
export const button = (text, onclick, kind = '') => h('button', { type: 'button', class: kind, onclick }, text);

/** Offers a text as a file. @param {string} name @param {string} text @param {string} type */
export function download(name, text, type) {
  const url = URL.createObjectURL(new Blob([text], { type }));
  h('a', { href: url, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
