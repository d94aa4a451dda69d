/** What the create line may go on to, from what is known: folders and repositories in use. */
import { quoted } from './wish.mjs';

const MOST = 6;

/**
 * Lines that the one typed may become, newest use first. After a repository comes a blank, since a
 * branch has to follow; what follows the first word is not known here.
 */
export function suggestions(line, sessions) {
  const typed = line.toLowerCase();
  return [...new Set(sessions.map(({ spec }) => lineOf(spec)))]
    .filter((known) => known.toLowerCase().includes(typed) && known !== line)
    .slice(0, MOST);
}

function lineOf({ location, repository }) {
  return location ? quoted(location) : `${quoted(repository)} `;
}
