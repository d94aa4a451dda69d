/** The groups of the session list, by what matters: who needs me, who works, who does not. */
import { isResting, sessionMark } from './marks.mjs';

export const GROUPS = [
  { id: 'needs', title: 'needs you' },
  { id: 'working', title: 'working' },
  { id: 'idle', title: 'idle' },
  { id: 'resting', title: 'resting' },
];

export function groupOf(session) {
  const { shape } = sessionMark(session);
  if (shape === 'asking') {
    return 'needs';
  }
  if (isResting(session)) {
    return 'resting';
  }
  return shape === 'working' ? 'working' : 'idle';
}

/** When the session last came, started or ended: what a list sorts by and shows the age of. */
export function changedAt({ createdAt, status: { startedAt, finishedAt } }) {
  return [createdAt, startedAt, finishedAt].filter(Boolean).map(Date.parse).reduce(max);
}

function max(a, b) {
  return Math.max(a, b);
}
