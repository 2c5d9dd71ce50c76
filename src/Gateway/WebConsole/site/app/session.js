import { ApiError, get, useKey } from './api.js';

const Place = 'gateway.key';
const Word = 'gateway.word';

/** @type {Api.WhoAmI | null} */
let caller = null;

/** Who is signed in. */
export function who() {
  if (!caller) throw new Error('Nobody is signed in.');
  return caller;
}

export const isOperator = () => caller?.kind === 'operator';

/** Whether the caller may change what operators change. */
export const mayChange = () => caller?.role === 'admin';

/**
 * The key that the address brings is taken out of it at once, so that it is neither shared nor kept in the history.
 * @returns {string}
 */
export function keyOfAddress() {
  const match = /^#key=(.+)$/.exec(location.hash);
  if (!match) return '';
  history.replaceState(null, '', location.pathname + location.search);
  try {
    return decodeURIComponent(match[1] ?? '');
  } catch {
    return match[1] ?? '';
  }
}

/** Goes on with the tab's key. @returns {Promise<boolean>} */
export async function resume() {
  const key = sessionStorage.getItem(Place);
  if (!key) return false;
  try {
    await signIn(key);
    return true;
  } catch (problem) {
    if (problem instanceof ApiError && problem.status === 401) return false;
    throw problem;
  }
}

/** @param {string} key */
export async function signIn(key) {
  useKey(key);
  try {
    caller = await get('v1/whoami');
    sessionStorage.setItem(Place, key);
  } catch (problem) {
    if (problem instanceof ApiError && problem.status === 401) signOut();
    throw problem;
  }
}

/** Forgets the key and everything that the tab has kept. */
export function signOut() {
  caller = null;
  useKey('');
  sessionStorage.clear();
}

/** For what follows a reload, by which also everything is forgotten that a page remembers. @param {string} [word] */
export function farewell(word) {
  const said = sessionStorage.getItem(Word) ?? '';
  if (word === undefined) sessionStorage.removeItem(Word);
  else if (word) sessionStorage.setItem(Word, word);
  return said;
}
