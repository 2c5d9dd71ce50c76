import { ApiError } from '../api.js';
import { h } from '../dom.js';

/** What stands where something will be. @param {string} title */
export function skeleton(title) {
  return h('div', { class: 'page', 'aria-busy': 'true' },
    h('h1', {}, title),
    h('div', { class: 'skeleton tall' }), h('div', { class: 'skeleton' }), h('div', { class: 'skeleton' }), h('div', { class: 'skeleton short' }));
}

/** @param {string} title @param {string} text @param {...Node} actions */
export function empty(title, text, ...actions) {
  return h('div', { class: 'state' }, h('h2', {}, title), h('p', { class: 'muted' }, text), ...actions);
}

/** @param {unknown} problem @param {() => void} [again] */
export function problemState(problem, again) {
  // A browser may remember that it failed, so only a new page asks again.
  if (isUnfetched(problem)) return problemState(asProblem(problem), () => location.reload());

  if (!(problem instanceof ApiError)) {
    // A mistake of the console itself: it is shown, and it stays visible to whoever looks for it.
    reportError(problem);
    return empty('Something went wrong in the console', String(problem));
  }

  return h('div', { class: 'state', role: 'alert' },
    h('h2', {}, !problem.isOwn ? 'The gateway does not answer' : problem.status === 404 ? 'Not found' : 'That did not work'),
    h('p', {}, problem.code === 'unreachable' ? 'It is asked again every few seconds, and the page comes as soon as it answers.' : problem.message),
    problem.requestId && h('p', { class: 'muted small' }, 'Request ', h('code', {}, problem.requestId)),
    again && h('button', { type: 'button', onclick: again }, 'Try again'));
}

/** Code that did not arrive is told of as an answer that did not. @param {unknown} problem */
export const asProblem = problem => (isUnfetched(problem) ? new ApiError(0, { message: 'A part of the console did not arrive.' }) : problem);

/** Whether it is about code that is loaded when it is needed. Each browser has its own words for it. @param {unknown} problem */
const isUnfetched = problem => problem instanceof TypeError && /\b(import|module)/i.test(problem.message);
