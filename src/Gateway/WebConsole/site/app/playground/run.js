import { ApiError, isAbort, post, send } from '../api.js';
import { h, one, say } from '../dom.js';
import { amount, credit, duration } from '../format.js';
import { badge, button } from '../parts/bits.js';
import { since } from '../parts/time.js';
import { player } from '../parts/video.js';
import { follow, hasEnded, pathOf, usualSeconds } from '../stream.js';

/** How often a create is repeated whose answer did not arrive: with the same idempotency key it stays one task. */
const Tries = 4;

/** One generation: from the create to the video, as a card of its own. */
export class Run {
  #end = new AbortController();
  /** @type {Api.Task | null} */
  #task = null;

  /**
   * @param {Record<string, any>} body @param {string} upstream
   * @param {(body: Record<string, any>) => void} again
   * @param {(run: Run) => void} remove
   */
  constructor(body, upstream, again, remove) {
    this.body = body;
    this.upstream = upstream;
    this.status = h('span', { class: 'run-status' }, badge('sending', 'sending'));
    this.note = h('p', { class: 'muted small run-note' }, 'Sending…');
    this.bar = h('div', { class: 'bar', role: 'progressbar', 'aria-label': 'Progress', 'aria-valuemin': 0, 'aria-valuemax': 100, 'aria-valuenow': 0 }, h('div'));
    this.place = h('div', { class: 'run-result' });
    this.cancel = button('Cancel', () => this.#cancel(), 'quiet');
    this.details = h('a', { hidden: true }, 'Details');
    /** @type {HTMLElement} */
    this.element = h('article', { class: 'card run', 'aria-label': `${body.model}: ${body.prompt ?? 'no prompt'}` },
      h('header', {}, h('strong', {}, body.model), this.status),
      h('p', { class: 'run-prompt' }, body.prompt ?? ''),
      this.bar, this.note, this.place,
      h('footer', { class: 'actions' }, this.cancel, button('Again with changes', () => again(body), 'quiet'), this.details,
        button('Remove', () => this.#remove(remove), 'quiet')));
  }

  async start() {
    try {
      const task = await this.#create();
      this.#show(task);
      void usualSeconds(task.model, this.#end.signal).then(usual => (this.usual = usual), () => {});
      if (!hasEnded(task)) await follow(task.id, seen => this.#show(seen), this.#end.signal);
    } catch (problem) {
      if (isAbort(problem)) return;
      if (!(problem instanceof ApiError)) throw problem;
      this.#refused(problem);
    }
  }

  /** @returns {Promise<Api.Task>} */
  async #create() {
    const headers = { 'Idempotency-Key': randomKey(), ...(this.upstream ? { 'X-Gateway-Upstream': this.upstream } : {}) };
    for (let attempt = 1; ; attempt++) {
      try {
        return await post('v1/videos/generations', this.body, { headers, signal: this.#end.signal });
      } catch (problem) {
        if (!(problem instanceof ApiError) || problem.status !== 0 || attempt === Tries) throw problem;
        say(this.note, 'No answer came. Asking again; it stays one task.');
        await new Promise(resolve => setTimeout(resolve, 1000 * attempt));
      }
    }
  }

  /** @param {Api.Task} task */
  #show(task) {
    const before = this.#task;
    this.#task = task;
    if (before?.status !== task.status) this.status.replaceChildren(badge(task.status));
    this.bar.setAttribute('aria-valuenow', String(task.progress));
    one(this.bar, 'div', HTMLElement).style.width = `${Math.max(task.progress, 2)}%`;
    this.bar.classList.toggle('is-waiting', task.status === 'queued');
    this.details.href = `#/tasks/${task.id}`;
    this.details.hidden = false;
    if (!hasEnded(task)) this.#running(task);
    else if (!before || !hasEnded(before)) this.#ended(task);
  }

  /** @param {Api.Task} task */
  #running(task) {
    const place = task.metadata.queue_position;
    const word = typeof place === 'number' ? `Place ${place} in the queue` : task.status === 'queued' ? 'Waiting' : `${task.progress} %`;
    const usual = this.usual ? ` of usually about ${duration(this.usual)}` : '';
    if (this.note.dataset.word === word + usual) return;
    this.note.dataset.word = word + usual;
    this.note.replaceChildren(word, ' · ', since(task.created_at), usual, ` · ${amount(task.usage?.credits ?? 0)} reserved`);
  }

  /** @param {Api.Task} task */
  #ended(task) {
    this.cancel.remove();
    this.bar.hidden = true;
    delete this.note.dataset.word;
    const took = duration((task.completed_at ?? task.created_at) - task.created_at);
    if (task.status === 'completed') {
      say(this.note, `Took ${took} · ${credit(task.usage?.credits ?? 0)} charged`);
      void player(task).then(shown => this.place.replaceChildren(shown), problem => this.#refused(problem));
    } else {
      say(this.note, `Ended after ${took}`);
      this.place.replaceChildren(failure(task));
    }
  }

  /** @param {ApiError} problem */
  #refused(problem) {
    this.cancel.remove();
    this.bar.hidden = true;
    this.status.replaceChildren(badge('failed', 'not made'));
    say(this.note, '');
    if (problem.task) {
      this.details.href = `#/tasks/${problem.task}`;
      this.details.hidden = false;
    }

    this.place.replaceChildren(h('div', { class: 'notice is-bad', role: 'alert' },
      h('p', {}, h('strong', {}, problem.code), ' ', problem.message),
      h('p', { class: 'small' }, problem.status === 0 ? 'Whether a task was made is not known; the list of tasks tells.' : 'It cost nothing.', problem.retryAfter ? ` Try again in ${duration(problem.retryAfter)}.` : '')));
  }

  /** @param {(run: Run) => void} remove */
  #remove(remove) {
    this.#end.abort();
    this.element.remove();
    remove(this);
  }

  async #cancel() {
    if (!this.#task) {
      say(this.note, 'It is not known yet; a moment.');
      return;
    }

    this.cancel.disabled = true;
    try {
      this.#show(await (await send('POST', `${pathOf(this.#task.id)}/cancel`)).json());
    } catch (problem) {
      if (!(problem instanceof ApiError)) throw problem;
      this.place.replaceChildren(h('p', { class: 'notice', role: 'status' }, problem.message));
      this.cancel.disabled = false;
    }
  }
}

/** What happened and what it cost. @param {Api.Task} task */
export function failure(task) {
  const cost = task.usage?.state === 'refunded' ? 'Its price was given back: it cost nothing.'
    : task.usage?.state === 'reserved' ? `${credit(task.usage.credits)} stay reserved until it is known what became of it.`
    : `${credit(task.usage?.credits ?? 0)} were charged.`;
  return h('div', { class: 'notice is-bad', role: 'alert' },
    h('p', {}, h('strong', {}, task.error?.code ?? 'failed'), ' ', task.error?.message ?? ''), h('p', { class: 'small' }, cost));
}

/** randomUUID is not there without https. */
const randomKey = () => [...crypto.getRandomValues(new Uint8Array(16))].map(byte => byte.toString(16).padStart(2, '0')).join('');
