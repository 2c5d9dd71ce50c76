import { ApiError, bodyOf, get, send } from './api.js';
import { rest } from './parts/live.js';

/** The first event comes at once; when it does not, something on the way holds the stream back. */
const Patience = 5;

/** A heartbeat comes every 15 seconds; without three of them the connection is dead, and nobody has said so. */
const Silence = 45;

/** A browser opens six connections to a host of HTTP/1.1, for all its tabs. Tasks beyond these are asked after now and then. */
const MostOpen = 3;

const Pause = 2;
const LongestPause = 10;

/** How many streams and waiting calls are open. */
let open = 0;

/** @param {Api.Task} task */
export const hasEnded = task => task.status === 'completed' || task.status === 'failed';

/** @param {string} id */
export const pathOf = id => `v1/videos/generations/${encodeURIComponent(id)}`;

/**
 * Tells of a task's states up to its end: by server-sent events, where these do not come through by waiting calls, and where many
 * are followed by asking every few seconds.
 * @param {string} id
 * @param {(task: Api.Task) => void} seen
 * @param {AbortSignal} signal
 */
export async function follow(id, seen, signal) {
  let isStreaming = true;
  let pause = Pause;
  let ended = false;
  /** @param {Api.Task} task */
  const tell = task => {
    pause = Pause;
    ended = hasEnded(task);
    seen(task);
  };
  const wait = waiting(id, tell, signal);
  while (!signal.aborted) {
    const way = open >= MostOpen ? 'look' : isStreaming ? 'stream' : 'wait';
    try {
      if (way === 'look') tell(await get(pathOf(id), { signal }));
      else if (way === 'wait') await held(wait);
      else isStreaming = await held(() => stream(id, tell, signal));
      if (ended) return;
      // A wait has an answer only when something is new; a stream that ended may be one of a gateway that goes.
      if (way !== 'wait') await rest(way === 'look' ? 3 : Pause, signal);
    } catch (problem) {
      if (signal.aborted) return;
      if (!(problem instanceof ApiError)) throw problem;
      if (!mayPass(problem) && way !== 'stream') throw problem;
      if (!mayPass(problem)) isStreaming = false;
      await rest(pause, signal);
      pause = Math.min(LongestPause, pause * 2);
    }
  }
}

/** @param {ApiError} problem */
const mayPass = ({ isOwn, status }) => !isOwn || status >= 500 || status === 429;

/** Counts what stays open. @template T @param {() => Promise<T>} call */
async function held(call) {
  open++;
  try {
    return await call();
  } finally {
    open--;
  }
}

/** @param {string} id @param {(task: Api.Task) => void} seen @param {AbortSignal} signal */
function waiting(id, seen, signal) {
  let tag = '';
  return async () => {
    const answer = await send('GET', pathOf(id), { query: { wait: 30 }, headers: tag ? { 'If-None-Match': tag } : {}, signal });
    tag = answer.headers.get('ETag') ?? '';
    seen(await bodyOf(answer, signal));
  };
}

/**
 * @param {string} id @param {(task: Api.Task) => void} seen @param {AbortSignal} signal
 * @returns {Promise<boolean>} whether events came through
 */
async function stream(id, seen, signal) {
  const own = new AbortController();
  const stop = () => own.abort();
  signal.addEventListener('abort', stop);
  let watchdog = setTimeout(stop, Patience * 1000);
  let isHeard = false;
  try {
    const answer = await send('GET', `${pathOf(id)}/events`, { headers: { Accept: 'text/event-stream' }, signal: own.signal });
    const reader = answer.body?.pipeThrough(new TextDecoderStream()).getReader();
    let text = '';
    for (let part = await reader?.read(); part && !part.done; part = await reader?.read()) {
      clearTimeout(watchdog);
      watchdog = setTimeout(stop, Silence * 1000);
      const blocks = (text + part.value).split('\n\n');
      text = blocks.pop() ?? '';
      for (const task of blocks.flatMap(eventOf)) {
        isHeard = true;
        seen(task);
      }
    }
  } catch (problem) {
    // A connection that breaks, and one that is given up on, has told what it had to tell.
    const isBroken = problem instanceof TypeError || own.signal.aborted;
    if (!isBroken || signal.aborted) throw problem;
  } finally {
    clearTimeout(watchdog);
    signal.removeEventListener('abort', stop);
    own.abort();
  }

  return isHeard;
}

/** A comment, which keeps the connection open, is none. @param {string} block @returns {Api.Task[]} */
function eventOf(block) {
  const data = block.split('\n').filter(line => line.startsWith('data:')).map(line => line.slice(5)).join('\n');
  return data ? [JSON.parse(data)] : [];
}
