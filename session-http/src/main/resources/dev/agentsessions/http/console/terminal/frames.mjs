/** The frames of the subprotocol `agent-sessions.terminal.v1`. */
export const SUBPROTOCOL = 'agent-sessions.terminal.v1';

const OFFSET_BYTES = 8;
const MAX_INPUT = 32 * 1024;

/** Output as it comes: 8 bytes of offset, big-endian, then what the worker printed. */
export function readOutput(buffer) {
  const offset = Number(new DataView(buffer).getBigUint64(0));
  return { offset, bytes: new Uint8Array(buffer, OFFSET_BYTES) };
}

/** Input in pieces that fit a frame. */
export function* inputFrames(bytes) {
  for (let from = 0; from < bytes.length; from += MAX_INPUT) {
    yield bytes.subarray(from, from + MAX_INPUT);
  }
}
