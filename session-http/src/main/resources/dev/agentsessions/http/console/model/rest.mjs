/** Calls below one address of the REST interface. Every method rejects with a {@link Problem}. */
import { Problem } from './problem.mjs';

const TIMEOUT_MS = 15_000;
const NOT_MODIFIED = 304;

export class Rest {
  #base;

  constructor(base) {
    this.#base = base;
  }

  url(path) {
    return this.#base + path;
  }

  /** Sends JSON and takes JSON; null where there is none. */
  async call(method, path, body) {
    const headers = { Accept: 'application/json' };
    if (body) {
      headers['Content-Type'] =
        method === 'PATCH' ? 'application/merge-patch+json' : 'application/json';
    }
    if (method === 'POST') {
      headers['Idempotency-Key'] = crypto.randomUUID();
    }
    const response = await this.send(method, path, {
      headers,
      body: body && JSON.stringify(body),
    });
    const text = await response.text();
    return text ? JSON.parse(text) : null;
  }

  /** Any request, as `fetch` takes one; what was not modified is an answer too. */
  async send(method, path, options = {}) {
    let response;
    try {
      const signal = AbortSignal.timeout(TIMEOUT_MS);
      response = await fetch(this.url(path), { method, signal, cache: 'no-store', ...options });
    } catch (cause) {
      throw Problem.unreachable(cause);
    }
    if (!response.ok && response.status !== NOT_MODIFIED) {
      throw await Problem.of(response);
    }
    return response;
  }
}

/** A path whose names are encoded one by one. */
export function pathOf(...names) {
  return names.map((name) => `/${encodeURIComponent(name)}`).join('');
}

/** A query with what is given; empty for nothing. */
export function queryOf(parameters) {
  const given = Object.entries(parameters).filter(([, value]) => (value ?? '') !== '');
  return given.length > 0 ? `?${new URLSearchParams(given)}` : '';
}
