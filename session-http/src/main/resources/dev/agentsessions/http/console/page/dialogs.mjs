/** Questions in the middle of the page. Esc and a click beside them mean no. */
import { h } from './dom.mjs';

/** Shows an element as a dialog until it closes itself; resolves with the dialog's value. */
export function showDialog(title, ...content) {
  const heading = h('h2', { id: 'dialog-title' }, title);
  const dialog = h('dialog', { 'aria-labelledby': 'dialog-title' }, heading, content);
  dialog.addEventListener('pointerdown', (event) => event.target === dialog && dialog.close(''));
  document.body.append(dialog);
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener('close', () => {
      dialog.remove();
      resolve(dialog.returnValue);
    });
  });
}

/**
 * Asks before something that costs; `keeps` says what stays.
 *
 * @param option what can be chosen besides, or false
 * @param isFinal whether it cannot be taken back; a mere Enter then means no
 * @return false for no, else `{option}`: whether that was chosen
 */
export async function confirmed({ title, does, keeps, option = false, action, isFinal = false }) {
  const box = h('input', { type: 'checkbox' });
  const answer = await showDialog(
    title,
    h('p', {}, does),
    h('p', {}, keeps),
    option && h('label', { class: 'option' }, box, option),
    h('form', { method: 'dialog', class: 'answers' }, no(isFinal), yes(action, !isFinal)),
  );
  return answer === 'yes' && { option: box.checked };
}

/**
 * Asks for one line; resolves with null for no.
 *
 * @param isPath whether it goes on from what is there, instead of taking its place
 */
export async function askedFor({ title, label, value, action, isPath = false }) {
  const maxlength = isPath ? 4096 : 200;
  const spellcheck = String(!isPath);
  const input = h('input', { value, 'aria-label': label, maxlength, spellcheck, required: true });
  const form = h(
    'form',
    { method: 'dialog' },
    input,
    h('div', { class: 'answers' }, no(), yes(action)),
  );
  const answer = showDialog(title, form);
  if (isPath) {
    input.setSelectionRange(value.length, value.length);
  } else {
    input.select(); // now: later it would take what is typed already
  }
  return (await answer) === 'yes' ? input.value.trim() : null;
}

/** For dialogs that only tell. */
export function closeButton() {
  return h(
    'form',
    { method: 'dialog', class: 'answers' },
    h('button', { class: 'text strong' }, 'Close'),
  );
}

/** Not a submit button: Enter in a field would press the first of those. */
function no(autofocus = false) {
  const leave = ({ target }) => target.closest('dialog').close('');
  return h('button', { class: 'text', type: 'button', autofocus, onclick: leave }, 'Cancel');
}

function yes(action, autofocus = false) {
  return h('button', { class: 'text strong', value: 'yes', autofocus }, action);
}
