/** One's own tokens for git servers, in every project. A token is sent, and never comes back. Every method rejects with a {@link Problem}. */
import { pathOf } from './rest.mjs';
import { age } from './words.mjs';

export class Credentials {
  #rest;

  constructor(rest) {
    this.#rest = rest;
  }

  /** As `{server, storedAt, expiresAt?}`. */
  async all() {
    return (await this.#rest.call('GET', '/git-credentials')).items;
  }

  /** @param credential `{token, username?, expiresAt?}`; takes the place of the one that there is */
  put(server, credential) {
    return this.#rest.call('PUT', `/git-credentials${pathOf(server)}`, credential);
  }

  remove(server) {
    return this.#rest.call('DELETE', `/git-credentials${pathOf(server)}`);
  }
}

export function hasExpired({ expiresAt }, now = Date.now()) {
  return expiresAt !== undefined && Date.parse(expiresAt) <= now;
}

/** When a token was stored and when it ends: `stored 3 d ago, ends in 2 h`. */
export function credentialWords(credential, now = Date.now()) {
  const { storedAt, expiresAt } = credential;
  const stored = `stored ${age(Date.parse(storedAt), now)} ago`;
  if (expiresAt === undefined) {
    return stored;
  }
  const end = Date.parse(expiresAt);
  return hasExpired(credential, now)
    ? `${stored}, ended ${age(end, now)} ago`
    : `${stored}, ends in ${age(now, end)}`;
}

/** The end of a day as a date field has it, where the reader is; undefined for none. */
export function endOf(day) {
  return day ? new Date(`${day}T23:59:59`).toISOString() : undefined;
}
