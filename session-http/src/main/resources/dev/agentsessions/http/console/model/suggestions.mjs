/** What the create line may go on to, from what is known: folders, repositories and addresses in use. */
import { quoted } from './wish.mjs';

const MOST = 6;

/**
 * Lines that the one typed may become, newest use first, then repositories that nobody uses. After a
 * repository comes a blank, since a branch has to follow; what follows the first word is not known here.
 */
export function suggestions(line, sessions, repositories = []) {
  const typed = line.toLowerCase();
  const used = sessions.flatMap(({ spec, repository }) =>
    linesOf({ ...spec, ...(repository && { repository: repository.path }) }),
  );
  const unused = repositories.flatMap(({ path }) => linesOf({ repository: path }));
  return [...new Set([...used, ...unused])]
    .filter((known) => known.toLowerCase().includes(typed) && known !== line)
    .slice(0, MOST);
}

function linesOf({ location, repository, repos = [] }) {
  if (location) {
    return [quoted(location)];
  }
  return repository ? [`${quoted(repository)} `] : repos.map(({ url }) => url);
}
