/** Numbers, times and words as people read them, in the viewer's language and zone. */

const credits = new Intl.NumberFormat(undefined, { maximumFractionDigits: 2 });
const whole = new Intl.NumberFormat();
const exact = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'long' });
const today = new Intl.DateTimeFormat(undefined, { timeStyle: 'medium' });
const dayAndTime = new Intl.DateTimeFormat(undefined, { month: 'short', day: 'numeric', hour: '2-digit', minute: '2-digit' });

/** @param {number} amount */
export const amount = amount => credits.format(amount);

/** @param {number} count @param {string} word @param {string} [words] */
export const counted = (count, word, words = `${word}s`) => `${whole.format(count)} ${count === 1 ? word : words}`;

/** @param {number} value */
export const credit = value => `${amount(value)} ${value === 1 ? 'credit' : 'credits'}`;

/** @param {number} count */
export const number = count => whole.format(count);

/** @param {number} at Unix seconds */
export const exactTime = at => exact.format(at * 1000);

/** @param {number} at Unix seconds */
export function shortTime(at) {
  const isToday = new Date(at * 1000).toDateString() === new Date().toDateString();
  return (isToday ? today : dayAndTime).format(at * 1000);
}

/** @param {number} seconds */
export function duration(seconds) {
  const left = Math.max(0, Math.round(seconds));
  if (left < 60) return `${left} s`;
  if (left < 3600) return `${Math.floor(left / 60)} min ${left % 60} s`;
  if (left < 86400) return `${Math.floor(left / 3600)} h ${Math.floor((left % 3600) / 60)} min`;
  return `${Math.floor(left / 86400)} d ${Math.floor((left % 86400) / 3600)} h`;
}

/** @param {string} word such as `in_progress` */
export const words = word => word.replaceAll('_', ' ');

/** @param {string} text */
export const capital = text => text.slice(0, 1).toUpperCase() + text.slice(1);

/** An id short enough for a table: the end tells tasks of one moment apart. @param {string} id */
export const shortId = id => (id.length > 16 ? `…${id.slice(-8)}` : id);

/** @param {{ amount: number, period?: string }} budget */
export const budgetInWords = ({ amount: credits, period }) => `${credit(credits)} ${period === 'total' ? 'in total' : `per ${period}`}`;

/** Each limit in words. @param {Api.Limits} limits @returns {string[]} */
export function limitWords({ requests_per_minute, max_concurrent_tasks, budget }) {
  return [
    budget ? budgetInWords(budget) : '',
    requests_per_minute ? `${counted(requests_per_minute, 'new task')} a minute` : '',
    max_concurrent_tasks ? `${counted(max_concurrent_tasks, 'task')} at once` : '',
  ].filter(Boolean);
}

/** @param {Api.Limits} limits */
export const limitsInWords = limits => limitWords(limits).join(', ') || 'No limits';

/** @param {Api.Money} state @param {number} credits */
export const moneyInWords = (state, credits) => (state === 'refunded' ? 'refunded' : `${amount(credits)} ${state}`);
