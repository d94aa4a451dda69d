/** Where sessions work, as words. */

/** The branch that a worktree is on, which a terminal may have changed; none for a folder. */
export function branchOf({ spec, status }) {
  return status.branch ?? spec.branch ?? null;
}

/** The branch of a worktree, else the folder. */
export function placeOf(session) {
  return branchOf(session) ?? session.spec.location ?? '';
}

/** For where there is little room: the end of a path says more than its beginning. */
export function shortPlaceOf(session) {
  return branchOf(session) ?? shortened(placeOf(session));
}

/** All of it, for those who look closer. */
export function fullPlaceOf(session) {
  const { spec, status, repository } = session;
  const directory = status.directory ? `, in ${status.directory}` : '';
  const name = repository?.path ?? spec.repository;
  return name ? `${branchOf(session)} of ${name}${directory}` : (spec.location ?? '');
}

function shortened(path) {
  const parts = path.split('/').filter(Boolean);
  return parts.length > 3 ? `…/${parts.slice(-2).join('/')}` : path;
}
