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
 * Does it once, when nothing has asked for it for a moment, and not after the page was left.
 * @param {number} milliseconds
 * @param {AbortSignal} signal
 * @param {() => void} work
 */
export function debounced(milliseconds, signal, work) {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  signal.addEventListener('abort', () => clearTimeout(timer));
  return () => {
    clearTimeout(timer);
    if (!signal.aborted) timer = setTimeout(work, milliseconds);
  };
}

/** Ends sooner with the signal. @param {number} seconds @param {AbortSignal} signal @returns {Promise<void>} */
export function rest(seconds, signal) {
  return new Promise(resolve => {
    const timer = setTimeout(done, seconds * 1000);
    signal.addEventListener('abort', done);
    if (signal.aborted) done();

    function done() {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    }
  });
}

/**
 * Answers may overtake each other. Each question takes a turn, and its answer counts only while no later one was asked.
 * @param {AbortSignal} signal of the page
 * @returns {() => () => boolean} takes a turn; what that gives tells whether it still is the last one
 */
export function turns(signal) {
  let last = 0;
  return () => {
    const own = ++last;
    return () => own === last && !signal.aborted;
  };
}
