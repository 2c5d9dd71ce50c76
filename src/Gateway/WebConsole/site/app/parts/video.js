import { ApiError, post, send } from '../api.js';
import { h } from '../dom.js';
import { pathOf } from '../stream.js';

/**
 * The finished video, to play and to download: through a short signed link, so that no key is in an address.
 * @param {{ id: string, result?: Api.Task['result'] | undefined }} task
 * @param {{ isOwn?: boolean }} [options] whether the caller's own team made it, so that a link can be asked for
 */
export async function player(task, { isOwn = true } = {}) {
  const source = await sourceOf(task, isOwn);
  if (source === null) return h('p', { class: 'muted' }, 'The file is no longer kept.');
  if (!source.isHere) {
    // The page may load nothing of other hosts; the browser may, in a tab of its own.
    return h('p', {}, h('a', { href: source.url, target: '_blank', rel: 'noopener noreferrer' }, 'Open the video at its provider'));
  }

  const calm = matchMedia('(prefers-reduced-motion: reduce)').matches;
  const video = h('video', { src: source.url, controls: true, playsinline: true, loop: true, muted: true, autoplay: !calm, preload: 'metadata' });
  const save = h('a', { class: 'button', href: downloadOf(source.url), download: `${task.id}.mp4` }, 'Download');
  video.addEventListener('error', renew, { once: true });
  return h('div', { class: 'player' }, video, h('p', { class: 'actions' }, save));

  /** A link ends after some minutes, maybe while somebody has paused. */
  async function renew() {
    const next = await sourceOf(task, isOwn);
    if (!next?.isHere) return;
    const at = video.currentTime;
    video.src = next.url;
    video.currentTime = at;
    save.href = downloadOf(next.url);
  }
}

/** @param {string} url */
const downloadOf = url => (url.includes('signature=') ? `${url}&download=1` : url);

/**
 * @param {{ id: string, result?: Api.Task['result'] | undefined }} task @param {boolean} isOwn
 * @returns {Promise<{ url: string, isHere: boolean } | null>}
 */
async function sourceOf(task, isOwn) {
  for (const way of isOwn ? [linked, read] : []) {
    try {
      return await way(task.id);
    } catch (problem) {
      if (!(problem instanceof ApiError)) throw problem;
      if (problem.status === 410) return null;
    }
  }

  const known = task.result?.data[0]?.url;
  return known ? located(known) : null;
}

/** @param {string} id */
async function linked(id) {
  const { url } = await post(`${pathOf(id)}/link`, {});
  return located(url);
}

/** Where nothing is signed the page reads the file itself, with its key. @param {string} id */
async function read(id) {
  const answer = await send('GET', `${pathOf(id)}/content`, { headers: { Accept: '*/*' } });
  return { url: URL.createObjectURL(await answer.blob()), isHere: true };
}

/** An address of this gateway is used as seen from this page, which may have come through another name or port. @param {string} url */
function located(url) {
  const at = new URL(url, location.href);
  const path = at.pathname.indexOf('/v1/videos/generations/');
  if (path >= 0 && at.searchParams.has('signature')) return { url: `..${at.pathname.slice(path)}${at.search}`, isHere: true };
  return /^https?:$/.test(at.protocol) ? { url: at.href, isHere: at.origin === location.origin } : null;
}
