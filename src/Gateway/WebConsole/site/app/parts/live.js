import { ApiError, isAbort } from '../api.js';

/**
 * Does something again and again while the page is looked at. After a failure it waits longer; the next visit to the tab tries at once.
 * @param {number} seconds
 * @param {AbortSignal} signal
 * @param {() => Promise<void>} work
 */
export function every(seconds, signal, work) {
  let failures = 0;
  let timer = setTimeout(turn, seconds * 1000);
  let isAtWork = false;

  async function turn() {
    clearTimeout(timer);
    if (signal.aborted || document.hidden || isAtWork) return;
    isAtWork = true;
    try {
      await work();
      failures = 0;
    } catch (problem) {
      if (!(problem instanceof ApiError) && !isAbort(problem)) throw problem;
      failures++;
    } finally {
      isAtWork = false;
      if (!signal.aborted) timer = setTimeout(turn, Math.min(30, seconds * 2 ** failures) * 1000);
    }
  }

  document.addEventListener('visibilitychange', turn, { signal });
  signal.addEventListener('abort', () => clearTimeout(timer));
}

/**
 * Does it once, when nothing has asked for it for a moment.
 * @param {number} milliseconds
 * @param {() => void} work
 */
export function debounced(milliseconds, work) {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  return () => {
    clearTimeout(timer);
    timer = setTimeout(work, milliseconds);
  };
}
