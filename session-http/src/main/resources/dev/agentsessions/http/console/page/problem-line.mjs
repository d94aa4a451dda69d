/**
 * A line for what went wrong: what somebody did, until the next thing he does; what is read again and
 * again, until that works.
 */
import { h, say } from './dom.mjs';

export class ProblemLine {
  element = h('p', { class: 'problem', role: 'alert' });
  #isOfReading = false;

  get isEmpty() {
    return this.element.textContent === '';
  }

  /** @param words '' for none */
  say(words) {
    this.#isOfReading = false;
    say(this.element, words);
  }

  readingFailed({ message }) {
    if (this.isEmpty || this.#isOfReading) {
      this.#isOfReading = true;
      say(this.element, message);
    }
  }

  readingWorked() {
    if (this.#isOfReading) {
      this.say('');
    }
  }
}
