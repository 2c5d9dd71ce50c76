import { ApiError, get, isAbort, signals } from './api.js';
import { h, one, template } from './dom.js';
import { isOperator, who } from './session.js';
import { problemState, skeleton } from './parts/states.js';

/**
 * @typedef {{ parts: string[], query: URLSearchParams, signal: AbortSignal, go: (address: string, replace?: boolean) => void }} Visit
 * @typedef {{ name: string, label: string, load: () => Promise<{ page: (visit: Visit) => Promise<Node> | Node }> }} Entry
 */

/** @type {Entry[]} */
const ForClients = [
  { name: 'playground', label: 'Playground', load: () => import('./pages/playground.js') },
  { name: 'tasks', label: 'Tasks', load: () => import('./pages/tasks.js') },
  { name: 'usage', label: 'Usage', load: () => import('./pages/usage.js') },
  { name: 'models', label: 'Models', load: () => import('./pages/models.js') },
];

/** @type {Entry[]} */
const ForOperators = [
  { name: 'overview', label: 'Overview', load: () => import('./pages/overview.js') },
  { name: 'tasks', label: 'Tasks', load: () => import('./pages/tasks.js') },
  { name: 'usage', label: 'Usage', load: () => import('./pages/report.js') },
  { name: 'models', label: 'Models', load: () => import('./pages/models.js') },
  { name: 'upstreams', label: 'Upstreams', load: () => import('./pages/upstreams.js') },
  { name: 'keys', label: 'Keys', load: () => import('./pages/keys.js') },
  { name: 'teams', label: 'Teams', load: () => import('./pages/teams.js') },
  { name: 'callbacks', label: 'Callbacks', load: () => import('./pages/callbacks.js') },
  { name: 'audit', label: 'Audit', load: () => import('./pages/audit.js') },
];

/** What is around a page: navigation, who is signed in, and whether the gateway answers. */
export class Shell {
  #closed = new AbortController();
  #visit = new AbortController();
  #entries = isOperator() ? ForOperators : ForClients;
  #at = '';
  /** Whether the page is not there because nothing answered. */
  #isMissed = false;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #toastEnd;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #look;

  /** @param {HTMLElement} place @param {() => void} leave */
  constructor(place, leave) {
    const frame = template('shell');
    this.main = one(frame, 'main', HTMLElement);
    this.links = one(frame, 'nav ul', HTMLUListElement);
    this.toast = one(frame, '.toast', HTMLElement);
    this.offline = one(frame, '.offline', HTMLElement);
    const { kind, name, team, role } = who();
    one(frame, '.who strong', HTMLElement).textContent = name;
    one(frame, '.who span', HTMLElement).textContent = kind === 'operator' ? `operator, ${role}` : `team ${team}`;
    one(frame, '.who button', HTMLButtonElement).addEventListener('click', () => leave());
    one(frame, '.skip', HTMLAnchorElement).addEventListener('click', event => {
      event.preventDefault();
      this.main.focus();
    });
    this.links.append(...this.#entries.map(({ name: path, label }) => h('li', {}, h('a', { href: `#/${path}` }, label))));
    const { signal } = this.#closed;
    signals.addEventListener('reachable', event => this.#reached(/** @type {CustomEvent<boolean>} */ (event).detail), { signal });
    window.addEventListener('hashchange', () => this.show(), { signal });
    place.replaceChildren(frame);
  }

  close() {
    this.#visit.abort();
    this.#closed.abort();
    clearTimeout(this.#toastEnd);
    clearTimeout(this.#look);
    closeDialogs();
  }

  /** Says when the gateway is gone, and looks whether it is back. @param {boolean} is */
  #reached(is) {
    this.offline.hidden = is;
    clearTimeout(this.#look);
    if (is && this.#isMissed) void this.show();
    if (!is) this.#look = setTimeout(() => this.#tryAgain(), 3000);
  }

  async #tryAgain() {
    try {
      await get('v1/whoami', { signal: this.#closed.signal });
    } catch (problem) {
      // What came of it is told like that of every call.
      if (!(problem instanceof ApiError) && !isAbort(problem)) throw problem;
    }
  }

  /** Says something that has no place on the page. @param {string} text */
  tell(text) {
    this.toast.textContent = text;
    this.toast.hidden = false;
    clearTimeout(this.#toastEnd);
    this.#toastEnd = setTimeout(() => (this.toast.hidden = true), 8000);
  }

  /** Shows what the address says. */
  async show() {
    if (location.hash.startsWith('#key=')) return;
    closeDialogs();
    const [path = '', query = ''] = location.hash.replace(/^#\/?/, '').split('?');
    const parts = path.split('/').filter(Boolean).map(decoded);
    const entry = this.#entries.find(known => known.name === parts[0]) ?? this.#entries[0];
    if (!entry) return;
    this.#mark(entry);
    this.#visit.abort();
    this.#visit = new AbortController();
    const { signal } = this.#visit;
    /** @type {Visit} */
    const visit = { parts: parts.slice(1), query: new URLSearchParams(query), signal, go };
    // The frame of what comes is shown only when it takes a while, so that a quick page does not flash.
    const wait = setTimeout(() => this.main.replaceChildren(skeleton(entry.label)), 150);
    signal.addEventListener('abort', () => clearTimeout(wait));
    const isNew = this.#at !== path;
    this.#isMissed = false;
    this.#at = path;
    try {
      const [{ page }] = await Promise.all([entry.load(), entry.name === 'playground' ? null : styled()]);
      const shown = await page(visit);
      if (!signal.aborted) this.#put(shown, isNew);
    } catch (problem) {
      if (signal.aborted || isAbort(problem)) return;
      this.#isMissed = problem instanceof ApiError && problem.code === 'unreachable';
      this.main.replaceChildren(h('div', { class: 'page' }, h('h1', {}, entry.label), problemState(problem, () => this.show())));
    } finally {
      clearTimeout(wait);
    }
  }

  /** @param {Node} shown @param {boolean} isNew */
  #put(shown, isNew) {
    this.main.replaceChildren(shown);
    if (isNew) {
      window.scrollTo(0, 0);
      this.main.focus({ preventScroll: true });
    }
  }

  /** @param {Entry} entry */
  #mark(entry) {
    document.title = `${entry.label} – Gateway`;
    for (const link of this.links.querySelectorAll('a')) {
      if (link.hash === `#/${entry.name}`) {
        link.setAttribute('aria-current', 'page');
        link.scrollIntoView({ block: 'nearest', inline: 'center' });
      } else {
        link.removeAttribute('aria-current');
      }
    }
  }
}

/** @type {Promise<unknown> | null} */
let style = null;

/** A newcomer's first page has no charts, and their style comes with the first page that may have. Without it a page still reads. */
function styled() {
  return style ??= new Promise(resolve => {
    const link = h('link', { rel: 'stylesheet', href: 'style/charts.css', onload: resolve, onerror: () => {
      style = null;
      link.remove();
      resolve(null);
    } });
    document.head.append(link);
  });
}

/** What a page has asked goes with it, and with whoever signs out. */
function closeDialogs() {
  for (const dialog of document.querySelectorAll('dialog')) dialog.close();
}

/** An address that was mistyped is taken as it stands. @param {string} part */
function decoded(part) {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

/** @param {string} address @param {boolean} [replace] */
function go(address, replace = false) {
  if (replace) location.replace(`#/${address}`);
  else location.hash = `#/${address}`;
}
