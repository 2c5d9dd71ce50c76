import { ApiError, post, send } from '../api.js';
import { h } from '../dom.js';
import { pathOf } from '../stream.js';

/**
 * @typedef {{ id: string, result?: Api.Task['result'] | undefined }} Made
 * @typedef {{ url: string, isHere: boolean, asked?: number, until?: number }} Source from when until when it works, in Unix seconds
 */

/** How long a link is asked for. It is counted by this clock too, since the gateway's may differ. */
const Lifetime = 900;

/** A link is asked for anew a little before it ends, and not more often than each minute. */
const Margin = 10;
const Shortest = 60;

/**
 * The finished video, to play and to download: through a short signed link, so that no key is in an address.
 * @param {Made} task
 * @param {AbortSignal} signal of whoever shows it
 * @param {{ isOwn?: boolean }} [options] whether the caller's own team made it, so that a link can be asked for
 */
export async function player(task, signal, { isOwn = true } = {}) {
  let source = await sourceOf(task, isOwn, signal);
  if (source === null) return gone();
  if (!source.isHere) {
    // The page may load nothing of other hosts; the browser may, in a tab of its own.
    return h('p', {}, h('a', { href: source.url, target: '_blank', rel: 'noopener noreferrer' }, 'Open the video at its provider'));
  }

  const calm = matchMedia('(prefers-reduced-motion: reduce)').matches;
  const video = h('video', { src: source.url, controls: true, playsinline: true, loop: true, muted: true, autoplay: !calm, preload: 'metadata', onerror: failed });
  const save = h('a', { class: 'button', href: downloadOf(source.url), download: `${task.id}.mp4`, onclick: saved }, 'Download');
  const element = h('div', { class: 'player' }, video, h('p', { class: 'actions' }, save));
  return element;

  /** A link ends after some minutes, maybe while somebody has paused. */
  async function failed() {
    if (hasEnded(source)) await renew();
    else element.replaceChildren(h('p', { class: 'notice', role: 'status' }, 'The video cannot be played here.'), h('p', { class: 'actions' }, save));
  }

  /** @param {Event} event */
  async function saved(event) {
    if (!hasEnded(source)) return;
    event.preventDefault();
    await renew();
    if (!hasEnded(source)) save.click();
  }

  async function renew() {
    source = await sourceOf(task, isOwn, signal);
    if (!source?.isHere) {
      element.replaceChildren(gone());
      return;
    }

    const at = video.currentTime;
    video.src = source.url;
    video.currentTime = at;
    save.href = downloadOf(source.url);
  }
}

const gone = () => h('p', { class: 'muted' }, 'The file is no longer kept.');

/** @param {Source | null} source */
function hasEnded(source) {
  const now = Date.now() / 1000;
  return source?.until !== undefined && now > source.until - Margin && now > (source.asked ?? 0) + Shortest;
}

/** @param {string} url */
const downloadOf = url => (url.includes('signature=') ? `${url}&download=1` : url);

/** @param {Made} task @param {boolean} isOwn @param {AbortSignal} signal @returns {Promise<Source | null>} */
async function sourceOf(task, isOwn, signal) {
  for (const way of isOwn ? [linked, read] : []) {
    try {
      return await way(task.id, signal);
    } catch (problem) {
      if (!(problem instanceof ApiError)) throw problem;
      if (problem.status === 410) return null;
    }
  }

  const known = task.result?.data[0]?.url;
  return known ? located(known) : null;
}

/** @param {string} id @param {AbortSignal} signal @returns {Promise<Source | null>} */
async function linked(id, signal) {
  /** @type {Api.Link} */
  const { url, expires_at } = await post(`${pathOf(id)}/link`, { expires_in: Lifetime }, { signal });
  const found = located(url);
  const asked = Date.now() / 1000;
  return found && { ...found, asked, until: Math.min(expires_at, asked + Lifetime) };
}

/** Where nothing is signed the page reads the file itself, with its key, and keeps it as long as it is shown. @param {string} id @param {AbortSignal} signal */
async function read(id, signal) {
  const answer = await send('GET', `${pathOf(id)}/content`, { headers: { Accept: '*/*' }, signal });
  const url = URL.createObjectURL(await answer.blob());
  signal.addEventListener('abort', () => URL.revokeObjectURL(url));
  return { url, isHere: true };
}

/** An address of this gateway is used as seen from this page, which may have come through another name or port. @param {string} url @returns {Source | null} */
function located(url) {
  const at = new URL(url, location.href);
  const path = at.pathname.indexOf('/v1/videos/generations/');
  if (path >= 0 && at.searchParams.has('signature')) return { url: `..${at.pathname.slice(path)}${at.search}`, isHere: true };
  return /^https?:$/.test(at.protocol) ? { url: at.href, isHere: at.origin === location.origin } : null;
}
