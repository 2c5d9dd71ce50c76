import { h } from '../dom.js';
import { credit, exactTime } from '../format.js';
import { button } from '../parts/bits.js';
import { ask } from '../parts/dialog.js';
import { field, textInput } from '../parts/fields.js';
import { since } from '../parts/time.js';

/**
 * Leads through the settling of a task whose submission's outcome is unknown.
 * @param {Api.AnyTask} task @param {boolean} mayChange @param {(body: Record<string, unknown>) => Promise<void>} resolve
 */
export function resolvePanel(task, mayChange, resolve) {
  const attempt = task.attempts?.at(-1);
  const price = credit(task.internal?.price_credits ?? 0);
  return h('section', { class: 'card notice is-warn', 'aria-label': 'Resolve' },
    h('h2', {}, 'Nobody knows whether the provider took this job'),
    h('p', {}, `Its answer was lost${attempt?.detail ? ` (${attempt.detail})` : ''}. ${price} stay reserved until it is settled. Unknown for `, since(task.internal?.unknown_since ?? task.created_at), '.'),
    h('ol', { class: 'steps' },
      h('li', {}, `Open the list of jobs at ${attempt?.upstream ?? 'the provider'}, of the account of its key ${attempt?.pool_key ?? ''}.`),
      h('li', {}, 'Look for a job made at ', h('strong', {}, exactTime(attempt?.opened_at ?? task.created_at)), ' with the request that is shown below.'),
      h('li', {}, 'Say here what you found.')),
    mayChange ? h('p', { class: 'actions' },
      button('There is such a job', created, 'primary'), button('There is no such job', notCreated)) : h('p', { class: 'muted' }, 'A viewer cannot settle it.'));

  function created() {
    const id = textInput('upstream_task_id', { required: true });
    ask('There is such a job', [h('p', {}, 'The gateway follows it from now on. A mistyped id shows at its first look: the task then fails or stays where it is, and the page tells.'), field('Its id at the provider', id)], {
      label: 'Follow this job',
      work: () => resolve({ outcome: 'created', upstream_task_id: id.value.trim() }),
    });
  }

  function notCreated() {
    ask('There is no such job', [h('p', {}, `The task fails, and ${price} are given back. If there is a job after all, the provider bills it and nobody gets the video.`)], {
      label: 'It was not created', kind: 'danger', work: () => resolve({ outcome: 'not_created' }),
    });
  }
}
