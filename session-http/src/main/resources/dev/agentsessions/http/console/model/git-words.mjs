/** How a workspace stands to its commits and its remote, in signs and in words. */
import { count } from './words.mjs';

/** `{short, long}`; both empty where there is nothing to say, or no repository. */
export function gitWords({ uncommittedFiles = 0, ahead = 0, behind = 0 } = {}) {
  const parts = [
    [ahead, `↑${ahead}`, `${count(ahead, 'commit', 'commits')} to push`],
    [behind, `↓${behind}`, `${count(behind, 'commit', 'commits')} to pull`],
    [uncommittedFiles, `±${uncommittedFiles}`, `${count(uncommittedFiles, 'file', 'files')} not committed`],
  ].filter(([number]) => number > 0);
  return {
    short: parts.map(([, sign]) => sign).join(' '),
    long: parts.map(([, , words]) => words).join(', '),
  };
}
