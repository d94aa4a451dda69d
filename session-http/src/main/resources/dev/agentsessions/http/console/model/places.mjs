/** Where sessions work, as words. */

/** The branch of a worktree, else the folder. */
export function placeOf({ spec }) {
  return spec.branch ?? spec.location ?? '';
}

/** For where there is little room: the end of a path says more than its beginning. */
export function shortPlaceOf(session) {
  return session.spec.branch ?? shortened(placeOf(session));
}

/** All of it, for those who look closer. */
export function fullPlaceOf({ spec, status }) {
  const directory = status.directory ? `, in ${status.directory}` : '';
  return spec.branch ? `${spec.branch} of ${spec.repository}${directory}` : (spec.location ?? '');
}

function shortened(path) {
  const parts = path.split('/').filter(Boolean);
  return parts.length > 3 ? `…/${parts.slice(-2).join('/')}` : path;
}
