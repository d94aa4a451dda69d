/**
 * Every view has an address: `#/PROJECT`, `#/PROJECT/SESSION`, `#/PROJECT/SESSION/WORKER`,
 * `#/PROJECT/SESSION/changes/BASE`, `#/PROJECT/SESSION/setup`, `#/PROJECT/SESSION/files/PATH`, `#/PROJECT/-/repositories/REPOSITORY`, and
 * the dialogs `#/PROJECT/-/new` and `#/PROJECT/-/keys` (a slug is never a lone hyphen, and no worker is
 * made with the id of a view).
 */

/** What a session can show besides its workers, in the order of the tabs. */
export const VIEWS = [
  { name: 'changes', title: 'Changes' },
  { name: 'files', title: 'Files' },
];
/** What it shows when that is asked for, or there is nothing else yet. */
export const SETUP = 'setup';

/** What a project can show besides sessions. */
const PAGES = ['repositories'];

export function readRoute(hash = location.hash) {
  const [project, session, place, ...rest] = hash.replace(/^#\/?/, '').split('/').map(decoded);
  const isOfProject = session === '-';
  const path = rest.filter(Boolean).join('/');
  const isPage = isOfProject && PAGES.includes(place);
  const isView = !isOfProject && (place === SETUP || VIEWS.some(({ name }) => name === place));
  return {
    project: project || 'default',
    session: (!isOfProject && session) || null,
    worker: (!isOfProject && !isView && place) || null,
    view: isView ? { name: place, path } : null,
    page: isPage ? { name: place, path } : null,
    dialog: (isOfProject && !isPage && place) || null,
  };
}

export function address(project, ...parts) {
  return `#/${[project, ...parts].filter(Boolean).map(encodeURIComponent).join('/')}`;
}

/** Goes to an address; `replace` leaves no trace in the browser's history. */
export function go(to, { replace = false } = {}) {
  if (replace) {
    history.replaceState(null, '', to);
    dispatchEvent(new HashChangeEvent('hashchange'));
  } else {
    location.hash = to;
  }
}

function decoded(part) {
  try {
    return decodeURIComponent(part);
  } catch {
    return part; // a stray %: taken as it is
  }
}
