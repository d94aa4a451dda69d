/**
 * What the create line asks for. It is read as a shell reads one: a folder, a repository and a
 * branch, or an address to clone and perhaps a branch; quotes or a backslash keep a blank in a name.
 */
import { isAddress } from './addresses.mjs';

/** As `{kind, spec}`; null when nothing is asked for; `{problem}` when it is too much. */
export function wishOf(line) {
  const [first, second, ...rest] = wordsOf(line);
  if (first === undefined) {
    return null;
  }
  if (rest.length > 0) {
    return {
      problem: 'A folder, or a repository and a branch. A name with blanks goes in quotes.',
    };
  }
  if (isAddress(first)) {
    return { kind: 'agentic', spec: { repos: [{ url: first, ...(second && { branch: second }) }] } };
  }
  return second === undefined
    ? { kind: 'quick', spec: { location: first } }
    : { kind: 'worktree', spec: { repository: first, branch: second } };
}

/** A word as it is written in a line. */
export function quoted(word) {
  return /[\s"'\\]/.test(word) ? `"${word.replace(/["\\]/g, '\\$&')}"` : word;
}

/** A quote that is still open reaches to the end: it is being typed. */
function wordsOf(line) {
  const words = line.match(/(?:\\.|"(?:\\.|[^"\\])*"?|'[^']*'?|[^\s"'\\]|\\$)+/g) ?? [];
  return words.map((word) =>
    word.replace(/"((?:\\.|[^"\\])*)"?|'([^']*)'?|\\(.?)/g, (_, twice, once, escaped) =>
      twice !== undefined ? twice.replace(/\\(["\\])/g, '$1') : (once ?? escaped),
    ),
  );
}
