/** What the create line may go on to, from what is known: folders and repositories in use. */
import { quoted } from './wish.mjs';

const MOST = 6;

/**
 * Lines that the one typed may become, newest use first, then repositories that nobody uses. After a
 * repository comes a blank, since a branch has to follow; what follows the first word is not known here.
 */
export function suggestions(line, sessions, repositories = []) {
  const typed = line.toLowerCase();
  const used = sessions.map(({ spec, repository }) => lineOf({ ...spec, ...(repository && { repository: repository.path }) }));
  const unused = repositories.map(({ path }) => lineOf({ repository: path }));
  return [...new Set([...used, ...unused])]
    .filter((known) => known.toLowerCase().includes(typed) && known !== line)
    .slice(0, MOST);
}

function lineOf({ location, repository }) {
  return location ? quoted(location) : `${quoted(repository)} `;
}
