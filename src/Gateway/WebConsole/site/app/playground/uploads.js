import { ApiError, post } from '../api.js';

/** @typedef {{ src: string, alt: string, until: number | undefined }} Preview the browser's own copy, and until when the gateway's URL works, if that is known */

/**
 * Pictures that go to the gateway, with the browser's own copies of them, each for as long as its address is in use.
 * @param {AbortSignal} signal
 */
export function uploads(signal) {
  /** @type {Map<string, Preview>} */
  const previews = new Map();
  let isOff = false;
  signal.addEventListener('abort', () => keep([]));

  /** @param {string[]} urls */
  function keep(urls) {
    for (const [url, { src }] of previews) {
      if (urls.includes(url)) continue;
      URL.revokeObjectURL(src);
      previews.delete(url);
    }
  }

  /** @param {File} picture @returns {Promise<string>} its address */
  async function send(picture) {
    const form = new FormData();
    form.append('file', picture);
    try {
      /** @type {Api.UploadedImage} */
      const { url, expires_at } = await post('v1/uploads/images', undefined, { form, signal });
      previews.set(url, { src: URL.createObjectURL(picture), alt: picture.name, until: expires_at });
      return url;
    } catch (problem) {
      isOff = problem instanceof ApiError && problem.isMissing;
      throw problem;
    }
  }

  return {
    keep,
    send,
    /** @param {string} url */
    previewOf: url => previews.get(url) ?? null,
    /** Whether this gateway takes none: it says so only where one is sent. */
    get isOff() {
      return isOff;
    },
  };
}
