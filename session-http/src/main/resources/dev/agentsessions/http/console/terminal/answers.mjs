/**
 * Programs ask terminals questions (where is the cursor, which colours), and a terminal answers by
 * typing. While old output is replayed, such questions are old too and get no answer.
 */
const ANSWER = /^\x1b(?:\[[?>=]?[\d;]*\$?[cnRtyu]|[P\]].*)$/s;

/** Whether the terminal itself said this, not the user: some keys look the same (Shift+F3). */
export function isAnswer(data, currentEvent = globalThis.event) {
  return ANSWER.test(data) && !(currentEvent instanceof UIEvent);
}
