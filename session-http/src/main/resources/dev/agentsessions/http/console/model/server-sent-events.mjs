/**
 * Reads `text/event-stream` piece by piece. Comments and unknown fields are skipped.
 *
 * @see https://html.spec.whatwg.org/multipage/server-sent-events.html#event-stream-interpretation
 */
export class ServerSentEvents {
  /** The id of the last thing said whole, also of one without data; null before any. */
  lastId = null;

  #line = '';
  #data = [];
  #id = null;

  /** Each event that ends in this piece, as `{id, data}`. */
  feed(text) {
    const lines = (this.#line + text).split('\n');
    this.#line = lines.pop();
    return lines.map((line) => this.#take(line.replace(/\r$/, ''))).filter(Boolean);
  }

  #take(line) {
    if (line === '') {
      return this.#end();
    }
    const [, field, value] = /^([^:]*):? ?(.*)$/.exec(line);
    if (field === 'data') {
      this.#data.push(value);
    } else if (field === 'id') {
      this.#id = value;
    }
    return null;
  }

  #end() {
    this.lastId = this.#id;
    const lines = this.#data;
    this.#data = [];
    return lines.length > 0 ? { id: this.#id, data: lines.join('\n') } : null;
  }
}
