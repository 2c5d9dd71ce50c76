import { ApiError } from './api.js';
import { one, template } from './dom.js';
import { signIn } from './session.js';

/**
 * The page that asks for the key.
 * @param {HTMLElement} place
 * @param {{ key?: string, problem?: string, done: () => void }} options
 */
export function showSignIn(place, { key = '', problem = '', done }) {
  const page = template('signin');
  const form = one(page, 'form', HTMLFormElement);
  const field = one(page, 'input', HTMLInputElement);
  const alert = one(page, '[role=alert]', HTMLElement);
  const button = one(page, 'button', HTMLButtonElement);
  field.value = key;
  form.addEventListener('submit', async event => {
    event.preventDefault();
    tell(alert, '');
    button.disabled = true;
    try {
      await signIn(field.value.trim());
      done();
    } catch (failure) {
      tell(alert, wordsFor(failure, field.value));
      field.focus();
      field.select();
    } finally {
      button.disabled = false;
    }
  });
  document.title = 'Sign in – Gateway';
  place.replaceChildren(page);
  if (problem) tell(alert, problem);
  (key ? button : field).focus();
}

/** @param {HTMLElement} alert @param {string} text */
function tell(alert, text) {
  alert.textContent = text;
  alert.hidden = text === '';
}

/** @param {unknown} problem @param {string} key */
function wordsFor(problem, key) {
  if (!(problem instanceof ApiError)) throw problem;
  if (!key.trim()) return 'Enter a key.';
  return problem.status === 401 ? 'This key is not valid. It may be mistyped, expired or revoked.' : problem.message;
}
