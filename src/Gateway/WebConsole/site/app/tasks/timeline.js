import { h } from '../dom.js';
import { duration, words } from '../format.js';
import { time } from '../parts/time.js';

/** @typedef {{ at: number, text: string, more?: string | null, kind?: string }} Entry */

/** @type {Record<string, [text: string, kind: string]>} */
const Kinds = {
  created: ['Created, its price reserved', ''],
  submitting: ['Is being submitted', 'is-busy'],
  queued: ['Waits for a place', ''],
  accepted: ['The provider has the job', 'is-busy'],
  unknown: ['Nobody knows yet whether the provider took it', 'is-warn'],
  completed: ['Completed', 'is-good'],
  failed: ['Failed', 'is-bad'],
  corrected: ['Corrected: the job ended well after all', 'is-good'],
  settled: ['Settled', ''],
};

/** @type {Record<string, string>} */
const outcomes = { '': 'under way', accepted: 'accepted', rejected: 'refused', unavailable: 'not available', ambiguous: 'no clear answer' };

/** What happened to a task, oldest first. @param {Api.AnyTask} task */
export function timeline(task) {
  const [first, ...rest] = task.history ? ofHistory(task.history) : ofTask(task);
  const entries = [...(first ? [first] : []), ...ofAttempts(task), ...rest].sort((a, b) => a.at - b.at);
  return h('ol', { class: 'timeline' }, ...entries.map(({ at, text, more, kind }) =>
    h('li', { class: kind ?? '' }, h('p', { class: 'timeline-head' }, h('span', {}, text), h('span', { class: 'muted small' }, time(at), at > task.created_at ? ` · +${duration(at - task.created_at)}` : '')),
      more ? h('p', { class: 'muted small' }, more) : null)));
}

/** Of a row of progress only the last is told. @param {NonNullable<Api.AnyTask['history']>} history @returns {Entry[]} */
function ofHistory(history) {
  return history.filter((entry, at) => entry.kind !== 'progress' || history[at + 1]?.kind !== 'progress').map(({ kind, at, progress }) => {
    const [text, look] = Kinds[kind] ?? [words(kind), ''];
    return kind === 'progress' ? { at, text: `${progress} %`, kind: 'is-busy' } : { at, text, kind: look };
  });
}

/** @param {Api.AnyTask} task @returns {Entry[]} */
function ofTask(task) {
  return [
    { at: task.created_at, text: 'Created, its price reserved' },
    ...(task.completed_at ? [{ at: task.completed_at, text: task.status === 'completed' ? 'Completed' : 'Failed', more: task.error?.message ?? null, kind: task.status === 'completed' ? 'is-good' : 'is-bad' }] : []),
  ];
}

/** @param {Api.AnyTask} task @returns {Entry[]} */
function ofAttempts({ attempts = [] }) {
  return attempts.map(attempt => ({
    at: attempt.closed_at ?? attempt.opened_at,
    text: `Attempt ${attempt.number} at ${attempt.upstream}, key ${attempt.pool_key}: ${outcomes[attempt.outcome ?? ''] ?? attempt.outcome}`,
    more: attempt.detail ?? null,
    kind: attempt.outcome === 'accepted' ? 'is-busy' : attempt.outcome === 'ambiguous' ? 'is-warn' : attempt.outcome ? 'is-bad' : '',
  }));
}
