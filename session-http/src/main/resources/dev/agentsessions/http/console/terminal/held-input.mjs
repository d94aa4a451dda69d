/** What was typed while the terminal could not take it: kept in order, bounded, never lost unseen. */
const LIMIT = 64 * 1024;

export class HeldInput {
  #pieces = [];
  size = 0;

  /** Keeps the bytes, or says false: full, nothing kept. */
  add(bytes) {
    if (this.size + bytes.length > LIMIT) {
      return false;
    }
    this.#pieces.push(bytes);
    this.size += bytes.length;
    return true;
  }

  /** Everything held, which is then no longer held. */
  takeAll() {
    const pieces = this.#pieces;
    this.#pieces = [];
    this.size = 0;
    return pieces;
  }
}
