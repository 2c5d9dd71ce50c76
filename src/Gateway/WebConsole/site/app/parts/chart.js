import { h, svg } from '../dom.js';

/**
 * @typedef {{ label: string, values: number[] }} Column one place on the axis, a value for each series
 */

const Height = 220;
const Bottom = 26;
const Top = 10;

/**
 * Stacked columns with axes, a legend, tooltips, and the numbers as a table behind them.
 * @param {string} title
 * @param {string[]} series
 * @param {Column[]} columns
 * @param {(value: number) => string} format
 */
export function stackedColumns(title, series, columns, format) {
  if (!columns.some(({ values }) => values.some(Boolean))) return h('figure', { class: 'chart' }, h('figcaption', {}, title), h('p', { class: 'chart-none muted' }, 'Nothing in these days.'));
  const place = h('div', { class: 'chart-place' });
  const tip = h('p', { class: 'chart-tip', hidden: true });
  new ResizeObserver(([entry]) => {
    const width = Math.floor(entry?.contentRect.width ?? 0);
    if (width > 0) place.replaceChildren(draw(title, series, columns, format, width, tip));
  }).observe(place);
  return h('figure', { class: 'chart' },
    h('figcaption', {}, title),
    h('div', { class: 'chart-frame' }, place, tip),
    h('ul', { class: 'legend' }, ...series.map((name, at) => h('li', { class: `c${at % 6}` }, name))),
    h('details', {}, h('summary', { class: 'small muted' }, 'As a table'), asTable(title, series, columns, format)));
}

/**
 * @param {string} title @param {string[]} series @param {Column[]} columns @param {(value: number) => string} format @param {number} width @param {HTMLElement} tip
 */
function draw(title, series, columns, format, width, tip) {
  const sums = columns.map(({ values }) => values.reduce((sum, value) => sum + value, 0));
  const { top, step } = scale(Math.max(...sums, 0));
  const ticks = Array.from({ length: Math.round(top / step) + 1 }, (_, at) => at * step);
  const leftEdge = 12 + Math.max(...ticks.map(tick => format(tick).length)) * 7;
  const y = (/** @type {number} */ value) => Top + (Height - Top - Bottom) * (1 - value / top);
  const slot = (width - leftEdge) / columns.length;
  const thick = Math.min(46, slot * 0.72);
  const labelEvery = Math.ceil(columns.length / Math.max(1, Math.floor((width - leftEdge) / 64)));
  return svg('svg', { width, height: Height, role: 'img', 'aria-label': `${title}. The numbers are in the table below.` },
    ...ticks.flatMap(tick => [
      svg('line', { x1: leftEdge, x2: width, y1: y(tick), y2: y(tick), class: 'grid' }),
      svg('text', { x: leftEdge - 8, y: y(tick) + 4, 'text-anchor': 'end' }, format(tick))]),
    ...columns.map(({ label, values }, at) => {
      const x = leftEdge + slot * at;
      let below = 0;
      const bars = values.map((value, index) => {
        const bar = svg('rect', { x: x + (slot - thick) / 2, width: thick, y: y(below + value), height: Math.max(0, y(below) - y(below + value)), class: `c${index % 6}` });
        below += value;
        return bar;
      });
      return svg('g', { class: 'column-group', onpointerenter: () => tell(x + slot / 2, label, values, sums[at] ?? 0), onpointerleave: () => (tip.hidden = true) },
        svg('rect', { x, width: slot, y: Top, height: Height - Top - Bottom, class: 'hover' }), ...bars,
        at % labelEvery === 0 ? svg('text', { x: x + slot / 2, y: Height - 8, 'text-anchor': 'middle' }, label) : null);
    }));

  /** @param {number} x @param {string} label @param {number[]} values @param {number} sum */
  function tell(x, label, values, sum) {
    tip.replaceChildren(h('strong', {}, `${label}: ${format(sum)}`), ...values.flatMap((value, at) => (value && series.length > 1 ? [h('br'), `${series[at]}: ${format(value)}`] : [])));
    tip.hidden = false;
    tip.style.left = `${Math.min(Math.max(x, 70), width - 70)}px`;
  }
}

/** Round numbers for an axis. @param {number} most */
function scale(most) {
  if (most <= 0) return { top: 1, step: 1 };
  const rough = most / 5;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = ([1, 2, 2.5, 5, 10].find(factor => factor * power >= rough) ?? 10) * power;
  return { top: Math.ceil(most / step) * step, step };
}

/** @param {string} title @param {string[]} series @param {Column[]} columns @param {(value: number) => string} format */
function asTable(title, series, columns, format) {
  return h('div', { class: 'table', tabindex: 0, role: 'region', 'aria-label': title }, h('table', {},
    h('thead', {}, h('tr', {}, h('th', { scope: 'col' }, ''), ...series.map(name => h('th', { scope: 'col', class: 'end' }, name)))),
    h('tbody', {}, ...columns.map(({ label, values }) => h('tr', {}, h('th', { scope: 'row' }, label),
      ...values.map((value, at) => h('td', { class: 'end', 'data-label': series[at] ?? '' }, format(value))))))));
}

/** How much of a limit is used. @param {string} label @param {number} used @param {number} limit @param {string} text */
export function meter(label, used, limit, text) {
  const share = limit > 0 ? Math.min(100, (used / limit) * 100) : 100;
  const bar = h('div', { class: `bar ${share >= 95 ? 'is-full' : ''}`, role: 'meter', 'aria-label': label, 'aria-valuemin': 0, 'aria-valuemax': limit, 'aria-valuenow': used, 'aria-valuetext': text }, h('div'));
  if (bar.firstElementChild instanceof HTMLElement) bar.firstElementChild.style.width = `${share}%`;
  return h('div', { class: 'meter' }, h('p', {}, h('strong', {}, label), h('span', { class: 'muted' }, text)), bar);
}
