import { ApiError, get } from '../api.js';

/** @param {string} id @param {AbortSignal} signal @returns {Promise<string>} */
export async function keyName(id, signal) {
  try {
    /** @type {Api.KeyRow} */
    const { name } = await get(`admin/v1/keys/${encodeURIComponent(id)}`, { signal });
    return name;
  } catch (problem) {
    if (!(problem instanceof ApiError)) throw problem;
    return id;
  }
}

/**
 * What keys are called, by their ids, which say little to a person. Without an answer they are called by their ids.
 * @param {AbortSignal} signal
 * @returns {Promise<Map<string, string>>}
 */
export async function keyNames(signal) {
  try {
    /** @type {Api.KeyList} */
    const { data } = await get('admin/v1/keys', { signal });
    const uses = new Map();
    for (const { name } of data) uses.set(name, (uses.get(name) ?? 0) + 1);
    return new Map(data.map(({ id, name, team, hint }) => [id, uses.get(name) === 1 ? name : `${name} (${team}, …${hint ?? '–'})`]));
  } catch (problem) {
    if (!(problem instanceof ApiError)) throw problem;
    return new Map();
  }
}
