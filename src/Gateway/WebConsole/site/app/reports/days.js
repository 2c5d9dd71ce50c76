const short = new Intl.DateTimeFormat(undefined, { month: 'short', day: 'numeric', timeZone: 'UTC' });
const Day = 86_400;
const MostSeries = 6;

/** The gateway counts by the days of UTC. @param {Date} date */
export const utcDayOf = date => date.toISOString().slice(0, 10);

/** @param {string} day */
export const startOfUtcDay = day => Date.parse(`${day}T00:00:00Z`) / 1000;

/** The last days, today among them. @param {number} count @returns {{ from: number, to: number }} */
export function lastDays(count) {
  const to = startOfUtcDay(utcDayOf(new Date())) + Day;
  return { from: to - count * Day, to };
}

/**
 * Rows of a report as columns of days: the biggest groups each of their own, the rest as one.
 * @param {Api.ReportRow[]} rows with a day each
 * @param {'model' | 'team' | 'upstream' | 'key'} group
 * @param {number} from Unix seconds of a day's beginning
 * @param {number} days
 * @param {(row: Api.ReportRow) => number} value
 */
export function byDay(rows, group, from, days, value) {
  /** @type {Map<string, number>} */
  const sums = new Map();
  for (const row of rows) sums.set(nameOf(row, group), (sums.get(nameOf(row, group)) ?? 0) + value(row));
  const names = [...sums].sort(([, a], [, b]) => b - a).map(([name]) => name);
  const series = names.length > MostSeries ? [...names.slice(0, MostSeries - 1), 'others'] : names;
  const columns = Array.from({ length: days }, (_, at) => ({ label: short.format((from + at * Day) * 1000), values: series.map(() => 0) }));
  for (const row of rows) {
    const column = columns[(startOfUtcDay(row.day ?? '') - from) / Day];
    const at = Math.max(series.indexOf(nameOf(row, group)), names.length > MostSeries && !series.includes(nameOf(row, group)) ? MostSeries - 1 : 0);
    if (column) column.values[at] = (column.values[at] ?? 0) + value(row);
  }

  return { series: series.length ? series : ['credits'], columns: series.length ? columns : columns.map(({ label }) => ({ label, values: [0] })) };
}

/** @param {Api.ReportRow} row @param {'model' | 'team' | 'upstream' | 'key'} group */
const nameOf = (row, group) => row[group] ?? 'none';
