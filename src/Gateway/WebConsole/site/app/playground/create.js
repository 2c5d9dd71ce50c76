import { ApiError, post } from '../api.js';
import { rest } from '../parts/live.js';

/** How often a create is sent whose answer does not arrive: with the same key it stays one task. */
const Tries = 4;

/** randomUUID is not there without https. */
export const randomKey = () => [...crypto.getRandomValues(new Uint8Array(16))].map(byte => byte.toString(16).padStart(2, '0')).join('');

/**
 * @param {{ body: Record<string, any>, upstream: string, key: string }} call
 * @param {() => void} lost before it is asked for again
 * @param {AbortSignal} signal
 * @returns {Promise<Api.Task>}
 */
export async function create({ body, upstream, key }, lost, signal) {
  const headers = { 'Idempotency-Key': key, ...(upstream ? { 'X-Gateway-Upstream': upstream } : {}) };
  for (let attempt = 1; ; attempt++) {
    try {
      /** @type {Api.Task} */
      const task = await post('v1/videos/generations', body, { headers, signal });
      if (typeof task?.id === 'string') return task;
      throw new ApiError(0, { code: 'answer_lost', message: 'What came is not the gateway’s answer.' });
    } catch (problem) {
      if (!(problem instanceof ApiError) || !problem.isLost || attempt === Tries) throw problem;
      lost();
      await rest(attempt, signal);
    }
  }
}
