/**
 * What a session or worker is doing, as one shape and one word. Colour only repeats them.
 *
 * Shapes: `asking` ?, `working` a disc, `idle` a ring, `resting` a square, `failed` !.
 */
const RESTING = new Set(['STOPPED', 'COMPLETED', 'FAILED', 'CLEANED']);
const ACTIVITIES = { asking: 'asking', active: 'working', idle: 'idle', unknown: 'idle' };
const GLYPHS = { asking: '?', working: '●', idle: '○', resting: '■', failed: '!' };

export function isResting(session) {
  const { state } = session.status;
  return RESTING.has(state) || (state === 'CREATED' && session.desired !== 'running');
}

export function sessionMark(session) {
  const { state, phase, activity } = session.status;
  if (state === 'FAILED') {
    return mark('failed', 'failed');
  }
  if (isResting(session)) {
    return mark('resting', state === 'CREATED' ? 'not started' : phase.toLowerCase());
  }
  if (state !== 'ACTIVE') {
    return mark('working', state === 'TERMINATING' ? 'stopping' : 'starting');
  }
  return activityMark(activity);
}

/** @param rests whether its session does */
export function workerMark(worker, rests = false) {
  switch (worker.state) {
    case 'STARTING':
      return rests ? mark('resting', 'not started') : mark('working', 'starting');
    case 'RUNNING':
      return activityMark(worker.activity?.state);
    case 'LOST':
      return mark('failed', 'lost');
    case 'EXITED':
      return hasEndedWell(worker) ? mark('resting', 'ended') : mark('failed', 'failed');
    default:
      return mark('resting', 'stopped');
  }
}

/** Whether it is over, and as its user wanted it. */
export function hasEndedWell(worker) {
  return worker.state === 'EXITED' && isWell(worker);
}

/** Whether it ran and no longer does. */
export function canBeRestarted(worker) {
  return ['EXITED', 'LOST', 'STOPPED'].includes(worker?.state);
}

/** A shell's exit status is that of whatever was typed last: no failure of the worker's. */
function isWell({ kind, exit }) {
  return kind === 'terminal' ? exit?.code !== undefined : exit?.code === 0;
}

/** The mark as one character, for titles. */
export function glyph(shape) {
  return GLYPHS[shape];
}

function activityMark(activity) {
  const shape = ACTIVITIES[activity] ?? 'idle';
  return mark(shape, shape);
}

function mark(shape, word) {
  return { shape, word };
}
