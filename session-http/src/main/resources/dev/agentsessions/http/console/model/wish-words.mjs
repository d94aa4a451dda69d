/** What the create form is about to do, as a sentence. */
import { nameIn } from './addresses.mjs';
import { listed, visible } from './words.mjs';

/**
 * @param wish as `wishOf` reads it
 * @param runs what runs first, for people
 */
export function wishWords(wish, runs) {
  switch (wish?.kind) {
    case 'quick':
      return `${runs} in ${wish.spec.location}`;
    case 'worktree':
      return `${runs} in a worktree of ${wish.spec.repository} on ${wish.spec.branch}`;
    case 'agentic':
      return `${runs} in a workspace of its own${clonesIn(wish.spec.repos)}`;
    default:
      return (
        wish?.problem ??
        'A folder. Or a repository and a branch, for a worktree of its own. Or an address to clone.'
      );
  }
}

function clonesIn(repos) {
  const names = repos.map(({ url, name }) => name ?? nameIn(url ?? '')).filter(Boolean);
  return names.length > 0 ? `, with ${listed(names.map(visible))} cloned into it` : ', empty to begin with';
}
