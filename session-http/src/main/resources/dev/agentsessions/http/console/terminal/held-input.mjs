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

  /** The beginning of it as text, keys that print nothing as their pictures: `git status␍`. */
  preview(most = 32) {
    const start = new Uint8Array(this.#pieces.flatMap((piece) => [...piece.subarray(0, most)]));
    const text = [...new TextDecoder().decode(start)];
    const shown = text.slice(0, most).map(picture).join('');
    return text.length > most || start.length < this.size ? `${shown}…` : shown;
  }

  /** Everything held, which is then no longer held. */
  takeAll() {
    const pieces = this.#pieces;
    this.#pieces = [];
    this.size = 0;
    return pieces;
  }
}

/** Unicode has a picture of each control character. */
function picture(character) {
  const code = character.codePointAt(0);
  return code < 0x20 ? String.fromCodePoint(0x2400 + code) : character.replace('\x7f', '␡');
}
