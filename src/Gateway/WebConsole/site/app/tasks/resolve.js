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
    ask('There is such a job', [h('p', {}, 'The gateway follows it from now on. It looks for the job at once, and the page tells what the provider said.'), field('Its id at the provider', id)], {
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

/** What the provider may have said when it was asked for the entered job, and whether that is as it should be. @type {Record<string, [string, boolean]>} */
const saidOf = {
  running: ['The provider has this job, and it runs.', true],
  completed: ['The provider has this job, and it is completed.', true],
  failed: ['The provider has this job, and it has failed there.', true],
  not_found: ['The provider knows no job of this id. If it is mistyped: it is asked for a few minutes more, and then the task can be settled anew.', false],
  another_job: ['The provider says that this id is of another job.', false],
};

/** How the entered id turned out at the first look. @param {string | undefined} word */
export function firstLook(word) {
  const [text, isRight] = saidOf[word ?? ''] ?? ['The provider gave no clear answer when it was asked for this job. It is asked again.', false];
  return h('section', { class: isRight ? 'card notice' : 'card notice is-warn', role: isRight ? 'status' : 'alert' }, h('p', {}, text));
}
