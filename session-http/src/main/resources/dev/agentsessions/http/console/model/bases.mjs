/** What the files of a session can be compared with, in words. */

/** Of each kind of branch; who has more of them types the name. */
const MOST = 50;

/** What one means who does not say. */
export function usualBase({ kind }) {
  return kind === 'worktree' ? 'fork-point' : 'HEAD';
}

/**
 * Groups of `{value, title}`, the first without a name.
 *
 * @param branches as the server lists them, or null while they are not known
 * @param current the one that is compared with: it is among them, whatever it is
 */
export function basesFor(session, branches, current) {
  const known = [
    ...(session.kind === 'worktree' ? [{ value: 'fork-point', title: 'where the branch began' }] : []),
    { value: 'HEAD', title: 'the last commit' },
  ];
  const others = branches
    ? [...branches.local.filter((name) => name !== branches.current), ...branches.remote].slice(0, MOST)
    : [];
  const left = others.map((name) => ({ value: `merge-base:${name}`, title: `it left ${name}` }));
  const now = others.map((name) => ({ value: name, title: `${name} as it is now` }));
  const isKnown = [...known, ...left, ...now].some(({ value }) => value === current);
  return [
    { title: '', bases: isKnown ? known : [...known, { value: current, title: current }] },
    { title: 'Where it left another branch', bases: left },
    { title: 'Another branch', bases: now },
  ].filter(({ bases }) => bases.length > 0);
}
