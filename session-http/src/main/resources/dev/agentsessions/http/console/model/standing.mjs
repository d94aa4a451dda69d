/** Why a session shows no terminal, or what one has to know besides, as a sentence. */
import { isResting } from './marks.mjs';
import { whatItWaitsFor } from './provision.mjs';
import { sentence } from './words.mjs';

/**
 * What stands in the terminal's place, or above what is shown; '' for nothing.
 *
 * @param isShown whether there is a terminal or another view
 */
export function standing(session, isShown) {
  const { state, reason, message } = session.status;
  if (state === 'FAILED') {
    return `${sentence(`Failed: ${message || reason}`)} Start tries again.`;
  }
  const waits = whatItWaitsFor(session);
  if (waits || isShown) {
    return waits;
  }
  if (!isResting(session)) {
    return 'Nothing runs here. Add a terminal with +.';
  }
  return state === 'CREATED' ? 'Not started yet. Start runs it.' : 'It rests. Start brings it back.';
}
