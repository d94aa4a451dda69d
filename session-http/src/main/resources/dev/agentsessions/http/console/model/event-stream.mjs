/**
 * Follows a project's changes for as long as the page lives: from now on first, after a break from
 * the last change seen. Where that is no longer known (410), the listener is asked to start over.
 */
import { backoffMs } from './backoff.mjs';
import { Problem } from './problem.mjs';
import { ServerSentEvents } from './server-sent-events.mjs';

/** The server says something every 15 s; two of these missed is a dead connection. */
const SILENCE_MS = 40_000;
const GONE = 410;

export class EventStream {
  #url;
  #listener;
  #lastId = null;
  #failures = 0;
  #retry = () => {};

  /**
   * @param listener `opened(afresh)`: connected; afresh: read everything anew, a rejection is a
   *     failed connection. `changed(event, id)`: one change. `lost(problem)`: not connected, and why; tried again.
   * @param lastId the last change known, or null to begin now
   */
  constructor(url, listener, lastId = null) {
    this.#url = url;
    this.#listener = listener;
    this.#lastId = lastId;
    addEventListener('online', () => this.#retry());
  }

  async follow() {
    for (;;) {
      try {
        await this.#connection();
      } catch (problem) {
        this.#listener.lost(problem);
      }
      await this.#pause(backoffMs(this.#failures++));
    }
  }

  async #connection() {
    const silence = new AbortController();
    let timer = setTimeout(() => silence.abort(), SILENCE_MS);
    try {
      const reader = await this.#open(silence.signal);
      const events = new ServerSentEvents();
      for (let piece = await reader.read(); !piece.done; piece = await reader.read()) {
        clearTimeout(timer);
        timer = setTimeout(() => silence.abort(), SILENCE_MS);
        for (const { data, id } of events.feed(piece.value)) {
          this.#listener.changed(JSON.parse(data), id);
        }
        this.#lastId = events.lastId ?? this.#lastId;
      }
      throw new Error('the stream ended');
    } finally {
      clearTimeout(timer);
    }
  }

  async #open(signal) {
    const headers = { Accept: 'text/event-stream' };
    if (this.#lastId !== null) {
      headers['Last-Event-ID'] = this.#lastId;
    }
    const response = await fetch(this.#url, { headers, signal, cache: 'no-store' });
    if (response.status === GONE) {
      this.#lastId = null;
    }
    if (!response.ok) {
      throw await Problem.of(response);
    }
    // Listed only now that changes flow: what happens in between is told.
    await this.#listener.opened(this.#lastId === null);
    this.#failures = 0;
    return response.body.pipeThrough(new TextDecoderStream()).getReader();
  }

  #pause(ms) {
    return new Promise((resolve) => {
      this.#retry = resolve;
      setTimeout(resolve, ms);
    });
  }
}
