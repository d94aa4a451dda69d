/**
 * Reads something again and again while somebody can see it: not on a page that is out of sight, and
 * only a part of the time, so that what takes long is read seldom.
 */
const PAUSE_MS = 3_000;
/** After what took a second, so many seconds nothing is read. */
const REST = 10;

export class Watch {
  #read;
  #pauseMs;
  #rest;
  #isOn = false;
  #reading = null;
  #isStale = false;
  #timer = null;

  /** @param read a promise; what it rejects with is its own to tell */
  constructor(read, { pauseMs = PAUSE_MS, rest = REST } = {}) {
    this.#read = read;
    this.#pauseMs = pauseMs;
    this.#rest = rest;
    document.addEventListener('visibilitychange', () => this.#isOn && this.now());
  }

  /** Reads at once, and from then on. */
  start() {
    this.#isOn = true;
    return this.now();
  }

  stop() {
    this.#isOn = false;
    clearTimeout(this.#timer);
  }

  /** Reads now, and once more if it is being read: done when what is known is no older than this call. */
  now() {
    this.#isStale = true;
    this.#reading ??= this.#readUntilFresh();
    return this.#reading;
  }

  async #readUntilFresh() {
    clearTimeout(this.#timer);
    const begun = performance.now();
    try {
      while (this.#isStale && !document.hidden) {
        this.#isStale = false;
        await this.#read();
      }
    } finally {
      this.#reading = null;
      if (this.#isOn && !document.hidden) {
        const pause = Math.max(this.#pauseMs, this.#rest * (performance.now() - begun));
        this.#timer = setTimeout(() => this.now(), pause);
      }
    }
  }
}
