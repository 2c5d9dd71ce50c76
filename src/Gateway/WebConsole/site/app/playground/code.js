import { h } from '../dom.js';
import { problemState } from '../parts/states.js';

/** @typedef {{ body: Record<string, unknown>, upstream: string, url: string }} Call */

/** The call as code. What writes it is fetched when somebody looks at it. */
export function codePanel() {
  /** @type {Call} */
  let call = { body: {}, upstream: '', url: '' };
  /** @type {ReturnType<typeof import('./languages.js').codeTabs> | null} */
  let tabs = null;
  const place = h('div', {});
  const element = h('details', { class: 'card code-card', ontoggle: opened }, h('summary', {}, 'Code'), place);
  return {
    element,
    /** @param {Call} next */
    show: next => {
      call = next;
      tabs?.show(call);
    },
  };

  async function opened() {
    if (!element.open || tabs) return;
    try {
      const { codeTabs } = await import('./languages.js');
      tabs ??= codeTabs();
      tabs.show(call);
      place.replaceChildren(...tabs.elements);
    } catch (problem) {
      place.replaceChildren(problemState(problem));
    }
  }
}
