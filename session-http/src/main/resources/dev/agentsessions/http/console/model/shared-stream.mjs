/**
 * One event stream for all pages of this browser: a browser allows six connections to a host, and a
 * stream holds one for good. The page that holds the lock follows the stream and tells the others;
 * when it closes, another goes on from the last change told.
 */
import { backoffMs } from './backoff.mjs';
import { EventStream } from './event-stream.mjs';

export class SharedStream {
  #url;
  #listener;
  #channel;
  #lastId = null;
  #isJoined = false;

  /** @param listener as that of {@link EventStream} */
  constructor(url, listener) {
    this.#url = url;
    this.#listener = listener;
    this.#channel = new BroadcastChannel(url);
    this.#channel.onmessage = ({ data }) => this.#hear(data);
  }

  async follow() {
    const { locks } = navigator; // absent where the page is not of a secure origin
    const isAlone = await (locks?.request(this.#url, { ifAvailable: true }, Boolean) ?? true);
    if (!isAlone) {
      this.#join();
    }
    const lead = () => this.#lead().follow();
    await (locks ? locks.request(this.#url, lead) : lead());
  }

  /** The stream itself, which the other pages hear as this one does. */
  #lead() {
    const listener = {
      opened: async (isAfresh) => {
        await this.#listener.opened(isAfresh || !this.#isJoined);
        this.#isJoined = true;
        this.#channel.postMessage({ opened: true, isAfresh });
      },
      changed: (event, id) => {
        this.#listener.changed(event);
        this.#channel.postMessage({ event, id });
      },
      lost: (problem) => {
        this.#listener.lost(problem);
        this.#channel.postMessage({ lost: { status: problem.status, message: problem.message } });
      },
    };
    return new EventStream(this.#url, listener, this.#lastId);
  }

  #hear({ event, id, opened, isAfresh, lost }) {
    if (event) {
      this.#lastId = id;
      this.#listener.changed(event);
    } else if (opened) {
      this.#join(isAfresh || !this.#isJoined);
    } else if (lost) {
      this.#listener.lost(lost);
    }
  }

  async #join(isAfresh = true, failures = 0) {
    try {
      await this.#listener.opened(isAfresh);
      this.#isJoined = true;
    } catch (problem) {
      this.#listener.lost(problem);
      setTimeout(() => this.#join(isAfresh, failures + 1), backoffMs(failures));
    }
  }
}
