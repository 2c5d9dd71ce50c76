import { ApiError, isAbort, signals } from './api.js';
import { one } from './dom.js';
import { farewell, keyOfAddress, resume, signOut } from './session.js';
import { Shell } from './shell.js';
import { showSignIn } from './signin.js';

const place = one(document, '#app', HTMLElement);

/** @type {Shell | null} */
let shell = null;

function open() {
  shell = new Shell(place, leave);
  shell.show();
}

/** @param {string} [word] what is said at the sign-in */
function leave(word = '') {
  shell?.close();
  shell = null;
  signOut();
  farewell(word);
  history.replaceState(null, '', location.pathname);
  location.reload();
}

async function start() {
  const key = keyOfAddress();
  const problem = farewell();
  if (key) {
    signOut();
    showSignIn(place, { key, done: open });
    return;
  }

  try {
    if (await resume()) open();
    else showSignIn(place, { problem, done: open });
  } catch (failure) {
    if (!(failure instanceof ApiError)) throw failure;
    showSignIn(place, { problem: failure.message, done: open });
  }
}

signals.addEventListener('refused', () => {
  if (shell) leave('You were signed out: the key is not valid any more.');
});
// A key that is given to an open tab begins a new visit: nothing that a page remembers of the one before is left.
window.addEventListener('hashchange', () => {
  if (!location.hash.startsWith('#key=')) return;
  shell?.close();
  shell = null;
  location.reload();
});
// What a page has no place for. A call that was given up on because its page was left is no problem.
window.addEventListener('unhandledrejection', event => {
  if (!isAbort(event.reason) && !(event.reason instanceof ApiError)) return;
  event.preventDefault();
  if (event.reason instanceof ApiError && event.reason.status !== 401) shell?.tell(event.reason.message);
});
await start();
