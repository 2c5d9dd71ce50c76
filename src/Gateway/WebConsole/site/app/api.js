/** The calls to the gateway. Its addresses are relative to the page, so that they are right below any prefix. */

/** What a call that failed says; `status` is 0 when no answer arrived. */
export class ApiError extends Error {
  /** @param {number} status @param {Partial<Omit<Api.ErrorInfo, 'code'>> & { code?: string }} error @param {Headers} [headers] */
  constructor(status, error, headers) {
    super(error.message ?? `Something on the way answered in the gateway’s place, with ${status}.`);
    this.status = status;
    this.code = error.code ?? 'no_answer';
    this.param = error.param ?? null;
    this.details = error.details ?? [];
    this.requestId = error.request_id ?? headers?.get('X-Request-Id') ?? null;
    this.retryAfter = Number(headers?.get('Retry-After')) || null;
    this.task = headers?.get('X-Gateway-Task') ?? null;
    /** Whether the gateway itself has answered: a proxy does too, and knows nothing of what was done. */
    this.isOwn = status !== 0 && typeof error.code === 'string' && typeof error.request_id === 'string';
  }

  /** Whether what was asked for may have been done all the same. */
  get isLost() {
    return !this.task && (!this.isOwn || LostOnes.includes(this.code));
  }

  /** Whether this gateway does not have the call at all. */
  get isMissing() {
    return (this.status === 404 && this.code === 'not_found') || this.status === 405;
  }
}

/** With these the gateway says that it does not know itself: something broke, or its store did not answer. */
const LostOnes = ['internal_error', 'service_unavailable'];

/** Tells of `reachable` (with a boolean) and `refused` (the key is not valid any more). */
export const signals = new EventTarget();

let key = '';

/** @param {string} value */
export function useKey(value) {
  key = value;
}

/**
 * @typedef {{ query?: Record<string, string | number | null | undefined>, body?: unknown, form?: FormData, headers?: Record<string, string>, signal?: AbortSignal }} Options
 */

/**
 * @param {string} method
 * @param {string} path below the gateway's address, such as `v1/models`
 * @param {Options} [options]
 * @returns {Promise<Response>} one that is ok
 */
export async function send(method, path, options = {}) {
  /** @type {Record<string, string>} */
  const headers = { Accept: 'application/json', Authorization: `Bearer ${key}`, ...options.headers };
  if (options.body !== undefined) headers['Content-Type'] = 'application/json';
  const body = options.form ?? (options.body === undefined ? null : JSON.stringify(options.body));
  let response;
  try {
    response = await fetch(`../${path}${queryOf(options.query)}`, { method, headers, body, signal: options.signal ?? null, cache: 'no-store', credentials: 'omit' });
  } catch (problem) {
    if (options.signal?.aborted) throw problem;
    signals.dispatchEvent(new CustomEvent('reachable', { detail: false }));
    throw new ApiError(0, { code: 'unreachable', message: 'The gateway does not answer.' });
  }

  if (response.ok) {
    signals.dispatchEvent(new CustomEvent('reachable', { detail: true }));
    return response;
  }

  const answer = await response.json().catch(() => ({}));
  options.signal?.throwIfAborted();
  const problem = new ApiError(response.status, answer?.error ?? {}, response.headers);
  signals.dispatchEvent(new CustomEvent('reachable', { detail: problem.isOwn || problem.status < 500 }));
  if (problem.status === 401 && problem.isOwn) signals.dispatchEvent(new Event('refused'));
  throw problem;
}

/**
 * @template T
 * @param {string} path
 * @param {Options} [options]
 * @returns {Promise<T>}
 */
export async function get(path, options = {}) {
  return bodyOf(await send('GET', path, options), options.signal);
}

/**
 * @template T
 * @param {string} path
 * @param {unknown} [body]
 * @param {Options} [options]
 * @returns {Promise<T>}
 */
export async function post(path, body, options = {}) {
  return bodyOf(await send('POST', path, { ...options, body }), options.signal);
}

/** What breaks off on the way is as lost as what never came. @param {Response} response @param {AbortSignal} [signal] */
export async function bodyOf(response, signal) {
  try {
    return await response.json();
  } catch (problem) {
    if (signal?.aborted) throw problem;
    throw new ApiError(0, { code: 'answer_lost', message: 'The gateway’s answer did not arrive whole.' });
  }
}

/** @param {unknown} problem */
export const isAbort = problem => problem instanceof DOMException && problem.name === 'AbortError';

/** @param {Options['query']} query */
function queryOf(query) {
  const given = Object.entries(query ?? {}).filter(([, value]) => value !== null && value !== undefined && value !== '');
  return given.length ? `?${new URLSearchParams(given.map(([name, value]) => [name, String(value)]))}` : '';
}
