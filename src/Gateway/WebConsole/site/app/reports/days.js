const short = new Intl.DateTimeFormat(undefined, { month: 'short', day: 'numeric', timeZone: 'UTC' });
const MostSeries = 6;

/**
 * Rows of a report as columns of days: the biggest groups each of their own, the rest as one.
 * @param {Api.ReportRow[]} rows with a day each
 * @param {'model' | 'team' | 'upstream' | 'key'} group
 * @param {number} from Unix seconds
 * @param {number} days
 * @param {(row: Api.ReportRow) => number} value
 */
export function byDay(rows, group, from, days, value) {
  /** @type {Map<string, number>} */
  const sums = new Map();
  for (const row of rows) sums.set(nameOf(row, group), (sums.get(nameOf(row, group)) ?? 0) + value(row));
  const names = [...sums].sort(([, a], [, b]) => b - a).map(([name]) => name);
  const series = names.length > MostSeries ? [...names.slice(0, MostSeries - 1), 'others'] : names;
  // The report's days are those of UTC.
  const first = Math.floor(from / 86_400) * 86_400;
  const columns = Array.from({ length: days }, (_, at) => ({ label: short.format((first + at * 86_400) * 1000), values: series.map(() => 0) }));
  for (const row of rows) {
    const column = columns[Math.floor((secondsOf(row.day) - first) / 86_400)];
    const at = Math.max(series.indexOf(nameOf(row, group)), names.length > MostSeries && !series.includes(nameOf(row, group)) ? MostSeries - 1 : 0);
    if (column) column.values[at] = (column.values[at] ?? 0) + value(row);
  }

  return { series: series.length ? series : ['credits'], columns: series.length ? columns : columns.map(({ label }) => ({ label, values: [0] })) };
}

/** @param {Api.ReportRow} row @param {'model' | 'team' | 'upstream' | 'key'} group */
const nameOf = (row, group) => row[group] ?? 'none';

/** A day as the gateway writes it: Unix seconds, or a date. @param {unknown} day */
export const secondsOf = day => (typeof day === 'number' ? day : Date.parse(`${day}`) / 1000);
