import { ApiError, isAbort, post } from '../api.js';
import { h, newId, nodes, say } from '../dom.js';
import { amount, credit } from '../format.js';
import { debounced } from '../parts/live.js';

const Pin = 'X-Gateway-Upstream';

/** What a request would cost and who could carry it, asked whenever it has changed. */
export class Quote {
  #call = new AbortController();
  /** The question that is under way, or the last one. @type {Promise<void>} */
  #asked = Promise.resolve();
  #isStale = false;
  /** @type {Api.DryRun | null} */
  #answer = null;
  #count = 1;

  /**
   * @param {() => Record<string, any>} read
   * @param {(problems: Api.ErrorProblem[]) => void} show
   * @param {() => void} changed when another upstream is to serve
   * @param {AbortSignal} signal
   */
  constructor(read, show, changed, signal) {
    this.read = read;
    this.show = show;
    this.signal = signal;
    /** What was asked about last: what is sent is what was priced. @type {Record<string, any>} */
    this.body = {};
    /** @type {Api.ErrorProblem[]} */
    this.problems = [];
    const id = newId();
    this.price = h('output', { id, class: 'price', 'aria-live': 'polite' }, '–');
    this.priceLabel = h('label', { for: id }, 'Price');
    this.note = h('p', { class: 'problem', role: 'alert', hidden: true });
    this.routes = h('ul', { class: 'routes' });
    this.pin = h('select', { id: `${id}-pin`, onchange: changed }, h('option', { value: '' }, 'whichever comes first'));
    this.routesCard = h('details', { class: 'card' }, h('summary', {}, 'Routes ', this.summary = h('span', { class: 'muted' })),
      this.routes, h('div', { class: 'field' }, h('label', { for: `${id}-pin` }, Pin), this.pin));
    this.soon = debounced(200, signal, () => this.#isStale && this.#ask());
  }

  /** The upstream that alone may serve. */
  get upstream() {
    return this.pin.value;
  }

  /** What such a task usually takes, when that is known. */
  get seconds() {
    return this.#answer?.expected_seconds?.median ?? null;
  }

  /** How many are made at once. @param {number} count */
  set count(count) {
    this.#count = count;
    this.#tellPrice();
  }

  ask() {
    this.#isStale = true;
    this.soon();
  }

  /** Waits for what is said about the form as it is now. @returns {Promise<boolean>} whether it can be carried, at the price that is shown */
  async settled() {
    if (this.#isStale) this.#ask();
    for (let asked; asked !== this.#asked;) await (asked = this.#asked);
    return this.#answer !== null;
  }

  #ask() {
    this.#isStale = false;
    this.#asked = this.#validate();
  }

  async #validate() {
    this.#call.abort();
    const call = this.#call = new AbortController();
    this.body = this.read();
    try {
      this.#tell(await post('v1/videos/generations/validate', this.body, { signal: AbortSignal.any([call.signal, this.signal]), headers: this.upstream ? { [Pin]: this.upstream } : {} }), [], '');
    } catch (problem) {
      if (isAbort(problem)) return;
      if (!(problem instanceof ApiError)) throw problem;
      this.#tell(null, problemsOf(problem), isOfRequest(problem) ? '' : `The price is not known: ${problem.message}`);
    }
  }

  /** @param {Api.DryRun | null} answer @param {Api.ErrorProblem[]} problems @param {string} note */
  #tell(answer, problems, note) {
    this.#answer = answer;
    this.problems = problems;
    this.show(problems);
    this.#tellPrice();
    say(this.note, note);
    this.note.hidden = note === '';
    this.#tellRoutes(answer?.routes ?? []);
    if (problems.some(({ param }) => param === Pin)) this.routesCard.open = true;
  }

  #tellPrice() {
    const one = this.#answer?.price.credits;
    say(this.price, one === undefined ? '–' : this.#count === 1 ? credit(one) : `${credit(one * this.#count)} (${this.#count} × ${amount(one)})`);
  }

  /** @param {Api.Route[]} routes */
  #tellRoutes(routes) {
    const able = routes.filter(route => route.eligible);
    say(this.summary, routes.length ? `${able[0]?.upstream ?? 'none'} would serve; ${able.length} of ${routes.length} can` : '');
    this.routes.replaceChildren(...routes.map(routeRow));
    const names = routes.map(route => route.upstream);
    if (this.upstream || [...this.pin.options].slice(1).map(option => option.value).join() === names.join()) return;
    this.pin.replaceChildren(...nodes([h('option', { value: '' }, 'whichever comes first'), ...names.map(name => h('option', { value: name }, name))]));
  }
}

/** Whether it says something about what was asked for, and not about the gateway or how often it is asked. @param {ApiError} problem */
const isOfRequest = ({ isOwn, status }) => isOwn && status < 500 && status !== 429;

/** @param {ApiError} problem @returns {Api.ErrorProblem[]} */
function problemsOf(problem) {
  if (!isOfRequest(problem)) return [];
  return problem.details.length ? problem.details : [{ param: problem.param ?? '', code: 'conflict', message: problem.message }];
}

/** @param {Api.Route} route */
function routeRow(route) {
  return h('li', { class: route.eligible ? 'is-able' : 'is-unable' },
    h('strong', {}, route.upstream), ' ', route.eligible ? 'can carry it' : 'can’t carry it',
    ...(route.reasons ?? []).map(reason => h('p', { class: 'muted small' }, reason.message)),
    route.request && h('details', {}, h('summary', { class: 'small' }, `${route.request.method} ${route.request.path}`), h('pre', { class: 'code small' }, JSON.stringify(route.request.body, null, 2))));
}
