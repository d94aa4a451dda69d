/** Where sessions work, as words: what one would not see in a name is made visible. */
import { repositoryNames } from './provision.mjs';
import { visible } from './words.mjs';

/** The branch that a worktree is on, which a terminal may have changed; none for a folder. */
export function branchOf({ spec, status }) {
  const branch = status.branch ?? spec.branch;
  return branch === undefined ? null : visible(branch);
}

/** The branch of a worktree, the repositories of a workspace, else the folder. */
export function placeOf(session) {
  return branchOf(session) ?? visible(session.spec.location ?? repositoryNames(session).join(', '));
}

/** For where there is little room: the end of a path says more than its beginning. */
export function shortPlaceOf(session) {
  return session.spec.location === undefined ? placeOf(session) : shortened(placeOf(session));
}

/** All of it, for those who look closer. */
export function fullPlaceOf(session) {
  const { spec, status, repository } = session;
  const directory = status.directory ? `, in ${status.directory}` : '';
  const name = repository?.path ?? spec.repository;
  if (name) {
    return visible(`${branchOf(session)} of ${name}${directory}`);
  }
  const addresses = (spec.repos ?? []).map(({ url, branch }) => `${branch} of ${url}`);
  return addresses.length > 0 ? visible(addresses.join(', ')) + visible(directory) : placeOf(session);
}

function shortened(path) {
  const parts = path.split('/').filter(Boolean);
  return parts.length > 3 ? `…/${parts.slice(-2).join('/')}` : path;
}
