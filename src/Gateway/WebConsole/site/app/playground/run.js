import { ApiError, get, isAbort, post } from '../api.js';
import { h, one, say } from '../dom.js';
import { amount, credit, duration } from '../format.js';
import { badge, button } from '../parts/bits.js';
import { asProblem } from '../parts/states.js';
import { since } from '../parts/time.js';
import { follow, hasEnded, pathOf } from '../stream.js';
import { create, randomKey } from './create.js';

/** The gateway keeps an idempotency key for 24 hours; after that the same create would be another task. */
const KeptFor = 23 * 3600_000;

/** One generation: from the create to the video, as a card of its own. Its `again` and `remove` events go to the page that shows it. */
export class Run {
  #end = new AbortController();
  /** @type {Api.Task | null} */
  #task = null;
  /** Whether a create of it was lost, which may have made a task whatever is answered later. */
  #wasLost = false;

  /** @param {Record<string, any>} body @param {string} upstream @param {number | null} usual seconds that such a task takes */
  constructor(body, upstream, usual) {
    this.body = body;
    this.upstream = upstream;
    this.usual = usual;
    /** However often it is sent, it stays one task. */
    this.key = randomKey();
    this.made = Date.now();
    this.status = h('span', { class: 'run-status' });
    this.note = h('p', { class: 'muted small run-note' });
    this.bar = h('div', { class: 'bar', role: 'progressbar', 'aria-label': 'Progress', 'aria-valuemin': 0, 'aria-valuemax': 100, 'aria-valuenow': 0 }, h('div'));
    this.place = h('div', { class: 'run-result' });
    this.cancel = button('Cancel', () => this.#cancel(), 'quiet');
    this.remove = button('Remove', () => this.#remove(), 'quiet');
    this.details = h('a', { hidden: true }, 'Details');
    /** @type {HTMLElement} */
    this.element = h('article', { class: 'card run', 'aria-label': `${body.model}: ${body.prompt ?? 'no prompt'}` },
      h('header', {}, h('strong', {}, body.model), this.status),
      h('p', { class: 'run-prompt' }, body.prompt ?? ''),
      this.bar, this.note, this.place,
      h('footer', { class: 'actions' }, this.cancel, button('Again with changes', () => this.#tell('again'), 'quiet'), this.details, this.remove));
  }

  async start() {
    try {
      this.#show(await this.#create());
    } catch (problem) {
      if (isAbort(problem)) return;
      if (!(problem instanceof ApiError)) throw problem;
      await this.#notMade(problem);
    }

    await this.#follow();
  }

  async #create() {
    this.status.replaceChildren(badge('sending', 'sending'));
    say(this.note, 'Sending…');
    this.place.replaceChildren();
    this.bar.hidden = this.cancel.hidden = false;
    // Who removed it now would not see what a task costs that was made all the same.
    this.remove.disabled = true;
    try {
      return await create(this, () => this.#lost(), this.#end.signal);
    } finally {
      this.remove.disabled = false;
    }
  }

  #lost() {
    this.#wasLost = true;
    say(this.note, 'No answer came. Asking again; it stays one task.');
  }

  async #follow() {
    const task = this.#task;
    if (!task || hasEnded(task)) return;
    try {
      await follow(task.id, seen => this.#show(seen), this.#end.signal);
    } catch (problem) {
      if (!(problem instanceof ApiError)) throw problem;
      this.#trouble('How it goes on cannot be seen', problem);
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
    this.#link(task.id);
    if (!hasEnded(task)) this.#running(task);
    else if (!before || !hasEnded(before)) this.#ended(task);
  }

  /** @param {string} id */
  #link(id) {
    this.details.href = `#/tasks/${id}`;
    this.details.hidden = false;
  }

  /** @param {Api.Task} task */
  #running(task) {
    const place = task.metadata.queue_position;
    const word = typeof place === 'number' ? `Place ${place} in the queue` : task.status === 'queued' ? 'Waiting' : `${task.progress} %`;
    if (this.note.dataset.word === word) return;
    this.note.dataset.word = word;
    this.note.replaceChildren(word, ' · ', since(task.created_at), this.usual ? ` of usually about ${duration(this.usual)}` : '', ` · ${amount(task.usage.credits)} reserved`);
  }

  /** @param {Api.Task} task */
  #ended(task) {
    this.cancel.hidden = this.bar.hidden = true;
    delete this.note.dataset.word;
    const took = duration((task.completed_at ?? task.created_at) - task.created_at);
    if (task.status === 'completed') {
      say(this.note, `Took ${took} · ${credit(task.usage.credits)} charged`);
      this.place.replaceChildren();
      void this.#play(task);
    } else {
      say(this.note, `Ended after ${took}`);
      this.place.replaceChildren(failure(task));
    }
  }

  /** @param {Api.Task} task */
  async #play(task) {
    try {
      const { player } = await import('../parts/video.js');
      this.place.replaceChildren(await player(task, this.#end.signal));
    } catch (failure) {
      const problem = asProblem(failure);
      if (isAbort(problem)) return;
      if (!(problem instanceof ApiError)) throw problem;
      this.#trouble('The video cannot be shown', problem);
    }
  }

  /** Of a task that is there: its status and its cost stay as they were seen. @param {string} what @param {ApiError} problem */
  #trouble(what, problem) {
    this.place.replaceChildren(h('p', { class: 'notice', role: 'status' }, `${what}: ${problem.message}`));
  }

  /** @param {ApiError} problem */
  async #notMade(problem) {
    const task = problem.task ? await this.#taskOf(problem.task) : null;
    if (task) {
      this.#show(task);
      return;
    }

    this.#wasLost ||= problem.isLost;
    const isOpen = this.#wasLost && !problem.task;
    this.cancel.hidden = this.bar.hidden = true;
    this.status.replaceChildren(isOpen ? badge('unknown', 'not known') : badge('failed', problem.task ? 'failed' : 'not made'));
    say(this.note, '');
    const cost = problem.task ? 'The task says what it cost.'
      : isOpen ? 'Whether a task was made is not known. Asking again cannot make a second one; the list of tasks shows those that there are.'
      : 'It cost nothing.';
    this.place.replaceChildren(h('div', { class: 'notice is-bad', role: 'alert' },
      h('p', {}, h('strong', {}, problem.code), ' ', problem.message),
      h('p', { class: 'small' }, cost, problem.retryAfter ? ` Try again in ${duration(problem.retryAfter)}.` : ''),
      isOpen || problem.retryAfter ? h('p', { class: 'actions' }, button('Ask again', () => this.#askAgain())) : null));
  }

  #askAgain() {
    if (Date.now() - this.made < KeptFor) void this.start();
    else say(this.note, 'Too long ago: it would be another task now. The list of tasks shows whether there is one.');
  }

  /** A create that was refused may have made a task, which says what it cost. @param {string} id @returns {Promise<Api.Task | null>} */
  async #taskOf(id) {
    this.#link(id);
    try {
      return await get(pathOf(id), { signal: this.#end.signal });
    } catch (problem) {
      if (!(problem instanceof ApiError)) throw problem;
      return null;
    }
  }

  /** @param {'again' | 'remove'} what */
  #tell(what) {
    this.element.dispatchEvent(new CustomEvent(what, { bubbles: true, detail: this }));
  }

  #remove() {
    this.#end.abort();
    this.#tell('remove');
  }

  async #cancel() {
    if (!this.#task) {
      say(this.note, 'It is not known yet; a moment.');
      return;
    }

    this.cancel.disabled = true;
    try {
      this.#show(await post(`${pathOf(this.#task.id)}/cancel`));
    } catch (problem) {
      if (!(problem instanceof ApiError)) throw problem;
      this.place.replaceChildren(h('p', { class: 'notice', role: 'status' }, problem.message));
    } finally {
      this.cancel.disabled = false;
    }
  }
}

/** What happened and what it cost. @param {Api.Task} task */
export function failure(task) {
  const cost = task.usage.state === 'refunded' ? 'Its price was given back: it cost nothing.'
    : task.usage.state === 'reserved' ? `${credit(task.usage.credits)} stay reserved until it is known what became of it.`
    : `${credit(task.usage.credits)} were charged.`;
  return h('div', { class: 'notice is-bad', role: 'alert' },
    h('p', {}, h('strong', {}, task.error?.code ?? 'failed'), ' ', task.error?.message ?? ''), h('p', { class: 'small' }, cost));
}
