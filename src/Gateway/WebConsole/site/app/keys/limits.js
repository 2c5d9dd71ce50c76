import { h } from '../dom.js';
import { limitWords } from '../format.js';
import { field, numberInput, select } from '../parts/fields.js';

/** The fields of limits, for keys and teams alike; an empty one is no limit. @param {Partial<Api.Limits>} [known] */
export function limitFields(known = {}) {
  const rate = numberInput('requests_per_minute', { min: 1, step: 1, value: known.requests_per_minute ?? '' });
  const tasks = numberInput('max_concurrent_tasks', { min: 1, step: 1, value: known.max_concurrent_tasks ?? '' });
  const budget = numberInput('budget.amount', { step: 'any', value: known.budget?.amount ?? '' });
  const period = select('budget.period', [['day', 'a day'], ['month', 'a month'], ['total', 'in total']], known.budget?.period ?? 'month');
  return {
    element: h('div', { class: 'filters' },
      field('Budget', budget, 'credits'), field('Period', period), field('New tasks a minute', rate), field('Tasks at once', tasks)),
    read: () => ({
      requests_per_minute: numberOf(rate),
      max_concurrent_tasks: numberOf(tasks),
      budget: numberOf(budget) === null ? null : { amount: numberOf(budget), period: period.value },
    }),
  };
}

/** In words, each limit kept on one line. @param {Api.Limits} limits */
export function limitParts(limits) {
  const words = limitWords(limits);
  return words.length ? words.flatMap((part, at) => [at ? ', ' : '', h('span', { class: 'part' }, part)]) : ['No limits'];
}

/** @param {HTMLInputElement} input */
const numberOf = input => (input.value === '' ? null : Number(input.value));
