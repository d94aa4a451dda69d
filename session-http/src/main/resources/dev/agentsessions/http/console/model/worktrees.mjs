/** The worktrees of a repository and the sessions on it, as one list. */
import { changedAt } from './groups.mjs';
import { branchOf } from './places.mjs';

/**
 * As `{key, session?, branch, directory, note}`: the repository's own worktree first, then those of
 * sessions, newest change first, then those of nobody.
 *
 * @param worktrees as the server lists them; of sessions that it does not know yet there is no
 *     worktree among them
 */
export function worktreeRows(worktrees, sessions) {
  const byId = new Map(sessions.map((session) => [session.id, session]));
  const rows = worktrees.map(({ directory, branch, main, missing, session }) => ({
    key: directory,
    session: byId.get(session),
    branch: branch ?? 'no branch',
    directory,
    note: main ? 'the repository itself' : missing ? 'its folder is gone' : 'no session',
    isMain: main,
  }));
  const listed = new Set(rows.map(({ session }) => session?.id));
  const others = sessions
    .filter(({ id }) => !listed.has(id))
    .map((session) => ({
      key: session.id,
      session,
      branch: branchOf(session) ?? '',
      directory: session.status.directory ?? '',
      note: '',
      isMain: false,
    }));
  return [...rows, ...others].toSorted(byUse);
}

function byUse(one, other) {
  const use = ({ isMain, session }) => (isMain ? Infinity : session ? changedAt(session) : 0);
  return use(one) === use(other) ? 0 : use(other) - use(one);
}
