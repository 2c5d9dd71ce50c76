import { ApiError, get, post } from '../api.js';
import { h, newId } from '../dom.js';
import { empty } from '../parts/states.js';
import { heading } from '../parts/bits.js';
import { codePanel } from '../playground/code.js';
import { GenerationForm } from '../playground/form.js';
import { Quote } from '../playground/quote.js';
import { Run } from '../playground/run.js';

const Example = { prompt: 'A cat playing piano, camera slowly zooms in' };

/** A second click within this time is one that was not meant. */
const ClickPause = 1000;

/** What was last in the form, and what was made, while the tab stays: so that a look at another page loses nothing. @type {Record<string, any> | null} */
let draft = null;
/** @type {Run[]} */
let runs = [];

/** @param {import('../shell.js').Visit} visit */
export async function page({ signal }) {
  /** @type {Api.ModelList} */
  const { data: models } = await get('v1/models', { signal });
  if (!models.length) return empty('No model', 'This key may use none of the models.');
  const start = preferred(models);
  const form = new GenerationForm(models, changed, takesCallbacks(start, signal), signal);
  const quote = new Quote(() => form.read(), problems => form.show(problems), changed, signal);
  const code = codePanel();
  const count = h('select', { id: newId(), title: 'How many are made at once', onchange: () => (quote.count = Number(count.value)) }, ...[1, 2, 3, 4].map(number => h('option', { value: number }, `× ${number}`)));
  const made = h('section', { class: 'runs', 'aria-label': 'Videos', onagain: again, onremove: removed });
  const generate = h('button', { type: 'submit', class: 'primary' }, 'Generate');
  const card = h('form', { class: 'card generate', novalidate: true, onsubmit: submit }, form.element,
    h('div', { class: 'bottom' }, h('p', { class: 'price-line' }, quote.priceLabel, ' ', quote.price),
      h('div', { class: 'actions' }, h('label', { for: count.id, class: 'hidden' }, 'at once'), count, generate), quote.note));
  form.write(draft ?? { model: start, ...Example });
  draw();
  changed();
  return h('div', { class: 'page playground' }, heading('Playground', 'Make a video, and see what the call looks like.'),
    h('div', { class: 'columns' }, h('div', { class: 'column' }, card, quote.routesCard, code.element), made));

  function changed() {
    draft = form.read();
    quote.ask();
    code.show({ body: draft, upstream: quote.upstream, url: new URL('..', document.baseURI).href.replace(/\/$/, '') });
  }

  /** @param {Event} event */
  async function submit(event) {
    event.preventDefault();
    if (generate.disabled) return;
    const hadFocus = document.activeElement === generate;
    generate.disabled = true;
    try {
      if (form.isRight() && await quote.settled() && !signal.aborted) make();
      else form.focus(quote.problems);
    } finally {
      setTimeout(() => {
        generate.disabled = false;
        if (hadFocus && document.activeElement === document.body) generate.focus({ preventScroll: true });
      }, ClickPause);
    }
  }

  function make() {
    for (let number = 0; number < Number(count.value); number++) {
      const body = { ...quote.body };
      // The same seed twice would be the same video twice.
      if (typeof body.seed === 'number') body.seed = (body.seed + number) % 2 ** 32;
      const run = new Run(body, quote.upstream, quote.seconds);
      runs.unshift(run);
      void run.start();
    }

    draw();
    // On a narrow screen what is made is below the form.
    if (made.offsetLeft <= card.offsetLeft) made.scrollIntoView({ block: 'nearest', behavior: 'smooth' });
  }

  /** @param {CustomEvent<Run>} event */
  function again({ detail: { body } }) {
    form.write(body);
    changed();
    card.scrollIntoView({ block: 'start', behavior: 'smooth' });
    card.querySelector('textarea')?.focus({ preventScroll: true });
  }

  /** @param {CustomEvent<Run>} event */
  function removed({ detail: gone }) {
    runs = runs.filter(run => run !== gone);
    draw();
  }

  function draw() {
    made.replaceChildren(...(runs.length ? runs.map(run => run.element)
      : [empty('No video yet', 'What you generate shows up here: its place in the queue, its progress, and then the video.')]));
  }
}

/** The first that works from words alone. @param {Api.Model[]} models */
const preferred = models => (models.find(({ id, capabilities }) => id.endsWith('pro') && capabilities.modes['text-to-video'])
  ?? models.find(({ capabilities }) => capabilities.modes['text-to-video']) ?? models[0])?.id ?? '';

/** Whether this gateway tells anybody of a task's end; it says so only where it is asked. @param {string} model @param {AbortSignal} signal */
async function takesCallbacks(model, signal) {
  try {
    await post('v1/videos/generations/validate', { model, ...Example, callback_url: 'https://callbacks.example/' }, { signal });
    return true;
  } catch (problem) {
    if (!(problem instanceof ApiError)) throw problem;
    return problem.isOwn && !problem.details.some(({ code }) => code === 'callbacks_not_configured');
  }
}
