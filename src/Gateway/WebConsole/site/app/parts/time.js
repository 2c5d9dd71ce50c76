import { duration, exactTime, shortTime } from '../format.js';

/** `<g-time at="…">`: a moment in the viewer's zone, with the exact one on hover. */
class Moment extends HTMLElement {
  static observedAttributes = ['at'];

  attributeChangedCallback() {
    const at = Number(this.getAttribute('at'));
    this.textContent = shortTime(at);
    this.title = exactTime(at);
  }
}

/** `<g-left until="…">` counts down, `<g-since from="…">` up. One clock for all of them. */
class Running extends HTMLElement {
  connectedCallback() {
    running.add(this);
    this.tick();
    clock ??= setInterval(() => running.forEach(one => one.tick()), 1000);
  }

  disconnectedCallback() {
    running.delete(this);
    if (running.size === 0 && clock) {
      clearInterval(clock);
      clock = undefined;
    }
  }

  tick() {
    const now = Date.now() / 1000;
    const until = this.getAttribute('until');
    const text = duration(until ? Number(until) - now : now - Number(this.getAttribute('from')));
    if (this.textContent !== text) this.textContent = text;
  }
}

/** @type {Set<Running>} */
const running = new Set();
/** @type {ReturnType<typeof setInterval> | undefined} */
let clock;

customElements.define('g-time', Moment);
customElements.define('g-left', class extends Running {});
customElements.define('g-since', class extends Running {});

/** @param {string} name @param {string} attribute @param {number} at */
function make(name, attribute, at) {
  const element = document.createElement(name);
  element.setAttribute(attribute, String(at));
  return element;
}

/** @param {number | null | undefined} at Unix seconds */
export const time = at => (at === null || at === undefined ? document.createTextNode('–') : make('g-time', 'at', at));

/** @param {number} at Unix seconds */
export const left = at => make('g-left', 'until', at);

/** @param {number} at Unix seconds */
export const since = at => make('g-since', 'from', at);
