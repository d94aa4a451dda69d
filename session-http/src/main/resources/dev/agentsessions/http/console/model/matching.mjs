/** What a few words typed into the palette may mean. */
import { sessionMark } from './marks.mjs';
import { fullPlaceOf, shortPlaceOf } from './places.mjs';

const MOST_SESSIONS = 8;

/** Entries as a pick list shows them, each with `act`: a session to create, sessions, commands. */
export function matching(text, sessions, commands, actions) {
  const words = text.trim().toLowerCase().split(/\s+/);
  const isMatch = (...texts) => {
    const haystack = texts.join(' ').toLowerCase();
    return words.every((word) => haystack.includes(word));
  };
  const found = sessions
    .filter((session) => isMatch(session.displayName, session.slug, fullPlaceOf(session)))
    .slice(0, MOST_SESSIONS)
    .map((session) => ({
      key: session.id,
      title: session.displayName,
      detail: shortPlaceOf(session),
      mark: sessionMark(session),
      act: () => actions.go(session),
    }));
  const offered = commands
    .filter(({ title }) => isMatch(title))
    .map((command) => ({ key: command.title, ...command }));
  return [...creating(text.trim(), actions), ...found, ...offered];
}

/** A path is no session's name: it is a folder to work in. */
function creating(line, actions) {
  return /^["']?[/~]/.test(line)
    ? [{ key: 'create', title: `New session in ${line}`, act: () => actions.create(line) }]
    : [];
}
