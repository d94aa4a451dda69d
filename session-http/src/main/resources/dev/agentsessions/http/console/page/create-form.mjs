/**
 * Creates a session: one field, everything else folded away. Enter creates it with a terminal,
 * starts it, and goes there.
 */
import { h, say, set } from './dom.mjs';
import { address, go } from './router.mjs';

let made = 0;

export function createForm({ api, sessions, project, folder = '' }) {
  const id = `create-${++made}`;
  const known = h('datalist', { id: `${id}-known` });
  const location = h('input', {
    name: 'location',
    value: folder,
    required: true,
    autocomplete: 'off',
    autocapitalize: 'off',
    spellcheck: 'false',
    placeholder: '/home/me/project',
    list: known.id,
    'aria-label': 'Folder',
    'aria-describedby': `${id}-problem`,
    autofocus: true,
    onfocus: () => known.replaceChildren(...knownFolders(sessions)),
  });
  const name = h('input', { name: 'name', autocomplete: 'off', maxlength: 200 });
  const problem = h('p', { class: 'problem', id: `${id}-problem`, role: 'alert' });
  const button = h('button', { class: 'text strong' }, 'Create');

  async function submit(event) {
    event.preventDefault();
    button.disabled = true;
    try {
      const created = await api.create(wanted(location.value, name.value));
      await sessions.reread(created.id);
      go(address(project, created.slug, created.workers[0]?.id));
    } catch (refusal) {
      const isOfName = refusal.field === 'name';
      const field = isOfName ? name : location;
      say(problem, refusal.about(isOfName ? 'The name' : 'The folder'));
      set(field, 'aria-invalid', 'true');
      field.focus();
    } finally {
      button.disabled = false;
    }
  }

  return h(
    'form',
    { class: 'create', onsubmit: submit, oninput: () => clear(problem, location, name) },
    h('div', { class: 'line' }, location, button),
    problem,
    h('details', {}, h('summary', {}, 'More'), h('label', {}, 'Name', name)),
    known,
  );
}

function wanted(location, name) {
  return {
    ...(name.trim() && { name: name.trim() }),
    kind: 'quick',
    spec: { location: location.trim() },
    workers: [{ kind: 'terminal' }],
  };
}

function knownFolders(sessions) {
  const folders = new Set(sessions.all().map(({ spec }) => spec.location));
  return [...folders].filter(Boolean).map((value) => h('option', { value }));
}

function clear(problem, ...fields) {
  say(problem, '');
  fields.forEach((field) => set(field, 'aria-invalid', null));
}
