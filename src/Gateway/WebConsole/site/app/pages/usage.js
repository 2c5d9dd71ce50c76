import { get } from '../api.js';
import { h } from '../dom.js';
import { amount, counted, number } from '../format.js';
import { heading } from '../parts/bits.js';
import { meter, stackedColumns } from '../parts/chart.js';
import { time } from '../parts/time.js';
import { byDay, lastDays } from '../reports/days.js';

const Days = 30;

/** A client's own limits, and what its team has used. @param {import('../shell.js').Visit} visit */
export async function page({ signal }) {
  /** @type {Api.Usage} */
  const usage = await get('v1/usage', { signal });
  const { from, to } = lastDays(Days);
  /** @type {Api.Usage} */
  const { data } = await get('v1/usage', { query: { from, to, group_by: 'day,model' }, signal });
  const history = byDay(data ?? [], 'model', from, Days, row => row.credits.charged + row.credits.reserved);
  return h('div', { class: 'page' }, heading('Usage', `Key ${usage.key.name}, team ${usage.team}`),
    h('div', { class: 'two' }, limits('This key', usage.budget, usage.requests_per_minute, usage.concurrent_tasks),
      limits('The team, all its keys together', usage.team_budget, usage.team_requests_per_minute, usage.team_concurrent_tasks)),
    h('section', { class: 'card' }, stackedColumns('Credits a day (UTC)', history.series, history.columns, amount)));
}

/**
 * @param {string} title @param {Api.Usage['budget']} budget @param {Api.Usage['requests_per_minute']} rate @param {Api.Usage['concurrent_tasks']} tasks
 */
function limits(title, budget, rate, tasks) {
  const shown = [
    budget ? h('div', {}, meter('Budget', budget.charged + budget.reserved, budget.limit, `${amount(budget.remaining)} of ${amount(budget.limit)} credits left`),
      h('p', { class: 'muted small' }, `${amount(budget.charged)} charged, ${amount(budget.reserved)} reserved`, ...(budget.resets_at ? [', starts again ', time(budget.resets_at)] : []))) : null,
    rate ? meter('New tasks this minute', rate.limit - rate.remaining, rate.limit, `${number(rate.remaining)} of ${number(rate.limit)} left`) : null,
    tasks ? meter('Tasks at once', tasks.used, tasks.limit, `${number(tasks.used)} of ${counted(tasks.limit, 'task')}`) : null,
  ].filter(part => part !== null);
  return h('section', { class: 'card' }, h('h2', {}, title), shown.length ? h('div', { class: 'meters' }, ...shown) : h('p', { class: 'muted' }, 'No limits.'));
}
