/**
 * Every view has an address: `#/PROJECT`, `#/PROJECT/SESSION`, `#/PROJECT/SESSION/WORKER`,
 * `#/PROJECT/SESSION/changes/BASE`, `#/PROJECT/SESSION/setup`, `#/PROJECT/SESSION/files/PATH`, `#/PROJECT/SESSION/repositories`, `#/PROJECT/-/repositories/REPOSITORY`, `#/PROJECT/-/credentials`, and
 * the dialogs `#/PROJECT/-/new` and `#/PROJECT/-/keys` (a slug is never a lone hyphen, and no worker is
 * made with the id of a view). `?repo=NAME` after an address says which repository of several is looked at.
 */

const CHANGES = { name: 'changes', title: 'Changes' };
const FILES = { name: 'files', title: 'Files' };
const PROVISION = { name: 'repositories', title: 'Repositories' };
/** What it shows when that is asked for, or there is nothing else yet. */
export const SETUP = 'setup';

const VIEWS = [CHANGES.name, FILES.name, PROVISION.name, SETUP];

/** What a session can show besides its workers, in the order of the tabs. */
export function viewsOf({ kind }) {
  return kind === 'agentic' ? [CHANGES, FILES, PROVISION] : [CHANGES, FILES];
}

/** What a project can show besides sessions. */
const PAGES = ['repositories', 'credentials'];

export function readRoute(hash = location.hash) {
  const [way, query] = hash.replace(/^#\/?/, '').split('?');
  const [project, session, place, ...rest] = way.split('/').map(decoded);
  const isOfProject = session === '-';
  const path = rest.filter(Boolean).join('/');
  const isPage = isOfProject && PAGES.includes(place);
  const isView = !isOfProject && VIEWS.includes(place);
  const repo = new URLSearchParams(query).get('repo') ?? '';
  return {
    project: project || 'default',
    session: (!isOfProject && session) || null,
    worker: (!isOfProject && !isView && place) || null,
    view: isView ? { name: place, path, repo } : null,
    page: isPage ? { name: place, path } : null,
    dialog: (isOfProject && !isPage && place) || null,
  };
}

export function address(project, ...parts) {
  return `#/${[project, ...parts].filter(Boolean).map(encodeURIComponent).join('/')}`;
}

/** An address with the repository that is looked at, if there is a choice. */
export function withRepo(to, repo) {
  return repo ? `${to}?${new URLSearchParams({ repo })}` : to;
}

/**
 * Goes to an address, also if one is there: what it shows may be chosen otherwise by now. It is shown
 * when this returns, as the next key may be meant for it.
 */
export function go(to) {
  if (to === location.hash) {
    standAt(to);
  } else {
    history.pushState(null, '', to);
  }
  dispatchEvent(new HashChangeEvent('hashchange'));
}

/** Says where one is, without going there and without a trace in the browser's history. */
export function standAt(address) {
  history.replaceState(null, '', address);
}

function decoded(part) {
  try {
    return decodeURIComponent(part);
  } catch {
    return part; // a stray %: taken as it is
  }
}
