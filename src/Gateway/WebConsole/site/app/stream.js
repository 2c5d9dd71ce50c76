import { ApiError, get, send } from './api.js';

/** The first event comes at once; when it does not, something on the way holds the stream back. */
const Patience = 5000;

/** @param {Api.Task} task */
export const hasEnded = task => task.status === 'completed' || task.status === 'failed';

/** @param {string} id */
export const pathOf = id => `v1/videos/generations/${encodeURIComponent(id)}`;

/**
 * Tells of a task's states up to its end: by server-sent events, and where these do not come through, by waiting calls.
 * @param {string} id
 * @param {(task: Api.Task) => void} seen
 * @param {AbortSignal} signal
 */
export async function follow(id, seen, signal) {
  let isStreaming = true;
  let tag = '';
  let pause = 500;
  let ended = false;
  /** @param {Api.Task} task */
  const tell = task => {
    pause = 500;
    ended = hasEnded(task);
    seen(task);
  };
  while (!ended && !signal.aborted) {
    try {
      if (isStreaming) {
        isStreaming = await stream(id, tell, signal);
      } else {
        const answer = await send('GET', pathOf(id), { query: { wait: 30 }, headers: tag ? { 'If-None-Match': tag } : {}, signal });
        tag = answer.headers.get('ETag') ?? '';
        tell(await answer.json());
      }
    } catch (problem) {
      if (signal.aborted) return;
      if (!(problem instanceof ApiError)) isStreaming = false;
      else if (problem.status !== 0 && problem.status < 500 && problem.status !== 429) {
        if (!isStreaming) throw problem;
        isStreaming = false;
      }

      await new Promise(resolve => setTimeout(resolve, pause));
      pause = Math.min(10_000, pause * 2);
    }
  }
}

/**
 * @param {string} id @param {(task: Api.Task) => void} seen @param {AbortSignal} signal
 * @returns {Promise<boolean>} whether events came through
 */
async function stream(id, seen, signal) {
  const own = new AbortController();
  const stop = () => own.abort();
  signal.addEventListener('abort', stop);
  const patience = setTimeout(stop, Patience);
  let isHeard = false;
  try {
    const answer = await send('GET', `${pathOf(id)}/events`, { headers: { Accept: 'text/event-stream' }, signal: own.signal });
    if (!answer.body) return false;
    const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
    let text = '';
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      clearTimeout(patience);
      const blocks = (text + part.value).split('\n\n');
      text = blocks.pop() ?? '';
      for (const block of blocks) {
        const data = block.split('\n').filter(line => line.startsWith('data:')).map(line => line.slice(5)).join('\n');
        if (data) {
          isHeard = true;
          seen(JSON.parse(data));
        }
      }
    }

    return isHeard;
  } finally {
    clearTimeout(patience);
    signal.removeEventListener('abort', stop);
  }
}

/**
 * What such tasks usually take, by those that were made last.
 * @param {string} model @param {AbortSignal} [signal]
 * @returns {Promise<number | null>} seconds
 */
export async function usualSeconds(model, signal) {
  /** @type {Api.TaskList} */
  const list = await get('v1/videos/generations', { query: { model, status: 'completed', limit: 30 }, ...(signal ? { signal } : {}) });
  const taken = list.data.map(task => (task.completed_at ?? task.created_at) - task.created_at).sort((a, b) => a - b);
  return taken.length < 3 ? null : taken[Math.floor(taken.length / 2)] ?? null;
}
