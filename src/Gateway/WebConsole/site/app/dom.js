/**
 * @typedef {Node | string | number | null | undefined | false} Child
 * @typedef {Record<string, unknown>} Props
 */

/**
 * An element with its attributes, listeners (`onclick`) and children. Text is always set as text, never read as HTML.
 * @template {keyof HTMLElementTagNameMap} K
 * @param {K} name
 * @param {Props} [props]
 * @param {...(Child | Child[])} children
 * @returns {HTMLElementTagNameMap[K]}
 */
export function h(name, props = {}, ...children) {
  return fill(document.createElement(name), props, children);
}

/**
 * The same for a drawing.
 * @template {keyof SVGElementTagNameMap} K
 * @param {K} name
 * @param {Props} [props]
 * @param {...(Child | Child[])} children
 * @returns {SVGElementTagNameMap[K]}
 */
export function svg(name, props = {}, ...children) {
  return fill(document.createElementNS('http://www.w3.org/2000/svg', name), props, children);
}

/**
 * @template {Element} E
 * @param {E} element
 * @param {Props} props
 * @param {(Child | Child[])[]} children
 */
function fill(element, props, children) {
  for (const [name, value] of Object.entries(props)) set(element, name, value);
  element.append(...nodes(children));
  return element;
}

/** @param {(Child | Child[])[]} children @returns {(Node | string)[]} */
export function nodes(children) {
  return children.flat().flatMap(child =>
    child === null || child === undefined || child === false ? [] : [child instanceof Node ? child : String(child)]);
}

/** @param {Element} element @param {string} name @param {unknown} value */
function set(element, name, value) {
  if (name.startsWith('on') && typeof value === 'function') {
    element.addEventListener(name.slice(2), /** @type {EventListener} */ (value));
  } else if (name === 'value' || name === 'checked' || name === 'muted') {
    Reflect.set(element, name, value);
  } else if (typeof value === 'boolean' && name.startsWith('aria-')) {
    element.setAttribute(name, String(value));
  } else if (value === true) {
    element.setAttribute(name, '');
  } else if (value !== false && value !== null && value !== undefined) {
    element.setAttribute(name, String(value));
  }
}

/** A copy of a template of the page. @param {string} id */
export function template(id) {
  const found = document.getElementById(id);
  if (!(found instanceof HTMLTemplateElement)) throw new Error(`No template ${id}`);
  return /** @type {DocumentFragment} */ (found.content.cloneNode(true));
}

/**
 * The one element that is there.
 * @template {Element} E
 * @param {ParentNode} parent
 * @param {string} selector
 * @param {new (...args: any[]) => E} type
 * @returns {E}
 */
export function one(parent, selector, type) {
  const found = parent.querySelector(selector);
  if (!(found instanceof type)) throw new Error(`No ${selector}`);
  return found;
}

/** Sets a text only when it differs, so that nothing is selected anew or read out again. @param {Element} element @param {string} text */
export function say(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

let lastId = 0;

/** An id for `for` and `aria-describedby`. */
export const newId = () => `e${++lastId}`;
