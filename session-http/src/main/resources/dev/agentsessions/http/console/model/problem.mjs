/** Why a call failed, as the server says it (application/problem+json), in words to show. */
import { sentence } from './words.mjs';

export class Problem extends Error {
  constructor({ status, type, title, detail, field, suggestion }, options) {
    super([detail ?? title, suggestion].filter(Boolean).map(sentence).join(' '), options);
    Object.assign(this, { status, field, kind: type?.split('/').at(-1) });
  }

  static async of(response) {
    const fallback = { title: `The server answered ${response.status}.` };
    const told = await response.json().catch(() => fallback);
    return new Problem({ ...fallback, ...told, status: response.status });
  }

  static unreachable(cause) {
    const title = 'The server cannot be reached. It is tried again by itself.';
    return new Problem({ status: 0, title }, { cause });
  }

  /** The message for a person who knows a field by its label, not by its path. */
  about(label) {
    const path = `${this.field} `;
    const isOfField = this.message.toLowerCase().startsWith(path.toLowerCase());
    return isOfField ? `${label} ${this.message.slice(path.length)}` : this.message;
  }

  get isNotFound() {
    return this.status === 404;
  }
}
