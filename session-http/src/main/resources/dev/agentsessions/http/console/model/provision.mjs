/** The repositories and the workflow of an agentic session, in words: what it shall have, and how far that is. */
import { listed, sentence, visible } from './words.mjs';

const STATES = {
  Cloning: { shape: 'working', word: 'being cloned' },
  Ready: { shape: 'idle', word: 'ready' },
  Failed: { shape: 'failed', word: 'not cloned' },
};

/** Names of its repositories, in their order; none of a session of another kind. */
export function repositoryNames({ spec }) {
  return (spec.repos ?? []).map(({ name }) => name);
}

/** Where the clone of a repository is in the workspace. */
export function folderOf(name) {
  return name && `repos/${name}`;
}

/**
 * The repositories that it shall have, as `{name, url, branch, state, mark, problem, progress, at}`: why
 * it failed, or ''; how far it is, or ''; since when it is so, if that is known.
 */
export function repositoryRows({ spec, status }) {
  const seen = status.reconciledRepos ?? [];
  return (spec.repos ?? []).map((repo) => {
    const found = seen.find(({ name, url, branch }) => name === repo.name && url === repo.url && branch === repo.branch);
    const state = found?.state ?? 'Cloning';
    return { ...repo, state, mark: STATES[state], problem: problemOf(found), progress: progressOf(found), at: found?.at };
  });
}

function problemOf({ state, message = 'nobody knows why' } = {}) {
  return state === 'Failed' ? visible(message) : '';
}

function progressOf({ state, message = '' } = {}) {
  return state === 'Cloning' ? visible(message) : '';
}

function inBrackets(words) {
  return words && ` (${words})`;
}

/** Why there is nothing to see of a repository yet; '' if there may be. */
export function whyNotThere(session, name) {
  const row = repositoryRows(session).find((each) => each.name === name);
  switch (row?.state) {
    case 'Cloning':
      return `${visible(name)} is being cloned${inBrackets(row.progress)}. It shows up here by itself.`;
    case 'Failed':
      return `${sentence(`Cloning ${visible(name)} failed: ${row.problem}`)} It is tried again by itself.`;
    default:
      return '';
  }
}

/** What is cloned before its workers start, as a sentence; '' for nothing. */
export function whatItWaitsFor(session) {
  const names = repositoryRows(session).filter(({ state }) => state === 'Cloning');
  return session.kind === 'agentic' && session.status.state === 'SPAWNING' && names.length > 0
    ? `Cloning ${listed(names.map(({ name }) => visible(name)))}. It starts when each was tried.`
    : '';
}

/**
 * What a change of the workspace does to what runs, as a sentence.
 *
 * @param when it does that, to begin with
 */
export function restartWords({ workers }, when) {
  const agents = workers.filter(({ kind, state }) => kind === 'agent' && ['RUNNING', 'STARTING'].includes(state));
  const names = listed(agents.map(({ name }) => visible(name)));
  switch (agents.length) {
    case 0:
      return 'No agent runs, so nothing is restarted.';
    case 1:
      return `${when} ${names} is restarted and goes on where it was; terminals stay.`;
    default:
      return `${when} ${names} are restarted and go on where they were; terminals stay.`;
  }
}

/** Why its repositories and its workflow cannot be changed now; '' if they can. */
export function whyFixed({ spec, status }) {
  if (spec.interactive === false) {
    return 'It is a single run: what it works on stays as it began.';
  }
  return status.state === 'ACTIVE' ? '' : 'This can be changed while it runs.';
}

/** The workflow that is active, and what becomes of the one that is wanted, as `{active, wanted, mark}`. */
export function workflowWords({ spec, status }) {
  const { activeWorkflow: active, reconciledWorkflow: seen } = status;
  const wanted = spec.activeWorkflow;
  const now = active ? `Agents run in ${workflowName(active)}.` : 'None: agents run at the top of the workspace.';
  if (!wanted || isSame(wanted, active)) {
    return { active: now, wanted: '', mark: null };
  }
  const found = isSame(wanted, seen) ? seen : undefined;
  const problem = problemOf(found);
  const name = workflowName(wanted);
  return {
    active: now,
    wanted: problem
      ? `${sentence(`Cloning ${name} failed: ${problem}`)} It is tried again by itself; until then nothing changes.`
      : `${name} is being cloned${inBrackets(progressOf(found))}; then agents move there.`,
    mark: STATES[problem ? 'Failed' : 'Cloning'],
  };
}

/** A workflow for people: its folder, and where that is from. */
export function workflowName({ gitUrl, branch, path }) {
  return visible(`${path ? `${path} of ` : ''}${gitUrl} on ${branch}`);
}

export function isSame(one, other) {
  return ['gitUrl', 'branch', 'path'].every((key) => (one?.[key] ?? '') === (other?.[key] ?? ''));
}
