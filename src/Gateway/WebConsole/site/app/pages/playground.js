import { get } from '../api.js';
import { h, newId } from '../dom.js';
import { empty } from '../parts/states.js';
import { heading } from '../parts/bits.js';
import { codePanel } from '../playground/code.js';
import { GenerationForm } from '../playground/form.js';
import { Quote } from '../playground/quote.js';
import { Run } from '../playground/run.js';

const Example = { prompt: 'A cat playing piano, camera slowly zooms in' };

/** What was last in the form, and what was made, while the tab stays: so that a look at another page loses nothing. @type {Record<string, any> | null} */
let draft = null;
/** @type {Run[]} */
let runs = [];

/** @param {import('../shell.js').Visit} visit */
export async function page({ signal, query, go }) {
  /** @type {Api.List<Api.Model>} */
  const { data: models } = await get('v1/models', { signal });
  if (!models.length) return empty('No model', 'This key may use none of the models.');
  const form = new GenerationForm(models, changed, takesUploads());
  const quote = new Quote(() => form.read(), problems => form.show(problems), signal);
  const code = codePanel();
  const count = h('select', { id: newId() }, ...[1, 2, 3, 4].map(number => h('option', { value: number }, String(number))));
  const made = h('section', { class: 'runs', 'aria-label': 'Videos' });
  const generate = h('button', { type: 'submit', class: 'primary' }, 'Generate');
  const card = h('form', { class: 'card generate', novalidate: true, onsubmit: submit }, form.element,
    h('div', { class: 'bottom' }, h('p', { class: 'price-line' }, quote.priceLabel, ' ', quote.price),
      h('div', { class: 'actions' }, h('label', { for: count.id, class: 'muted' }, 'at once'), count, generate)));
  form.write(request());
  draw();
  changed();
  return h('div', { class: 'page playground' }, heading('Playground', 'Make a video, and see what the call looks like.'),
    h('div', { class: 'columns' }, h('div', { class: 'column' }, card, quote.routesCard, code.element), made));

  /** The one that the address asks for, or the last one, or an example. */
  function request() {
    const given = query.get('request');
    if (!given) return draft ?? { model: preferred(models), ...Example };
    go('playground', true);
    return JSON.parse(given);
  }

  function changed() {
    draft = form.read();
    quote.ask();
    code.show({ body: draft, upstream: quote.upstream, url: new URL('..', document.baseURI).href.replace(/\/$/, '') });
  }

  /** @param {Event} event */
  function submit(event) {
    event.preventDefault();
    if (quote.problems.length) {
      form.focus(quote.problems);
      return;
    }

    for (let number = 0; number < Number(count.value); number++) {
      const body = form.read();
      // The same seed twice would be the same video twice.
      if (typeof body.seed === 'number') body.seed = (body.seed + number) % 2 ** 32;
      const run = new Run(body, quote.upstream, again, gone => (runs = runs.filter(kept => kept !== gone), draw()));
      runs.unshift(run);
      void run.start();
    }

    draw();
    // On a narrow screen what is made is below the form.
    if (made.offsetLeft <= card.offsetLeft) made.scrollIntoView({ block: 'nearest', behavior: 'smooth' });
  }

  /** @param {Record<string, any>} body */
  function again(body) {
    form.write(body);
    changed();
    card.scrollIntoView({ block: 'start', behavior: 'smooth' });
    card.querySelector('textarea')?.focus({ preventScroll: true });
  }

  function draw() {
    made.replaceChildren(...(runs.length ? runs.map(run => run.element)
      : [empty('No video yet', 'What you generate shows up here: its place in the queue, its progress, and then the video.')]));
  }
}

/** The first that works from words alone. @param {Api.Model[]} models */
const preferred = models => (models.find(({ id, capabilities }) => id.endsWith('pro') && capabilities.modes['text-to-video'])
  ?? models.find(({ capabilities }) => capabilities.modes['text-to-video']) ?? models[0])?.id;

/** Whether this gateway takes pictures, as its own document says. */
async function takesUploads() {
  try {
    const answer = await fetch('../openapi/v1-plain.json');
    return '/v1/uploads/images' in (await answer.json()).paths;
  } catch {
    return false;
  }
}
