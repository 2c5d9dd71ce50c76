import { ApiError, isAbort, post } from '../api.js';
import { h, newId, nodes, say } from '../dom.js';
import { credit } from '../format.js';
import { debounced } from '../parts/live.js';

/** What a request would cost and who could carry it, asked whenever it has changed. */
export class Quote {
  #call = new AbortController();

  /**
   * @param {() => Record<string, unknown>} read
   * @param {(problems: Api.ErrorProblem[]) => void} show
   * @param {AbortSignal} signal
   */
  constructor(read, show, signal) {
    this.read = read;
    this.show = show;
    this.signal = signal;
    /** @type {Api.ErrorProblem[]} */
    this.problems = [];
    const id = newId();
    this.price = h('output', { id, class: 'price', 'aria-live': 'polite' }, '–');
    this.priceLabel = h('label', { for: id }, 'Price');
    this.routes = h('ul', { class: 'routes' });
    this.pin = h('select', { id: `${id}-pin`, onchange: () => this.ask() }, h('option', { value: '' }, 'whichever comes first'));
    this.routesCard = h('details', { class: 'card' }, h('summary', {}, 'Routes ', this.summary = h('span', { class: 'muted' })),
      this.routes, h('div', { class: 'field' }, h('label', { for: `${id}-pin` }, 'X-Gateway-Upstream'), this.pin));
    this.ask = debounced(200, () => void this.#ask());
  }

  /** The upstream that alone may serve. */
  get upstream() {
    return this.pin.value;
  }

  async #ask() {
    this.#call.abort();
    if (this.signal.aborted) return;
    const call = this.#call = new AbortController();
    try {
      /** @type {Api.DryRun} */
      const answer = await post('v1/videos/generations/validate', this.read(), { signal: call.signal, headers: this.upstream ? { 'X-Gateway-Upstream': this.upstream } : {} });
      this.#tell([], credit(answer.price.credits), answer.routes);
    } catch (problem) {
      if (isAbort(problem)) return;
      if (!(problem instanceof ApiError)) throw problem;
      const details = problem.details.length ? problem.details : [{ param: problem.param, code: 'conflict', message: problem.message }];
      if (problem.status !== 0) this.#tell(/** @type {Api.ErrorProblem[]} */ (details), '–', []);
    }
  }

  /** @param {Api.ErrorProblem[]} problems @param {string} price @param {Api.Route[]} routes */
  #tell(problems, price, routes) {
    this.problems = problems;
    this.show(problems);
    say(this.price, price);
    const able = routes.filter(route => route.eligible);
    say(this.summary, routes.length ? `${able[0]?.upstream ?? 'none'} would serve; ${able.length} of ${routes.length} can` : '');
    if (!routes.length) return;
    this.routes.replaceChildren(...routes.map(routeRow));
    const names = routes.map(route => route.upstream);
    if ([...this.pin.options].slice(1).map(option => option.value).join() !== names.join() && !this.upstream) {
      this.pin.replaceChildren(...nodes([h('option', { value: '' }, 'whichever comes first'), ...names.map(name => h('option', { value: name }, name))]));
    }
  }
}

/** @param {Api.Route} route */
function routeRow(route) {
  return h('li', { class: route.eligible ? 'is-able' : 'is-unable' },
    h('strong', {}, route.upstream), ' ', route.eligible ? 'can carry it' : 'can’t carry it',
    ...(route.reasons ?? []).map(reason => h('p', { class: 'muted small' }, reason.message)),
    route.request && h('details', {}, h('summary', { class: 'small' }, `${route.request.method} ${route.request.path}`), h('pre', { class: 'code small' }, JSON.stringify(route.request.body, null, 2))));
}
