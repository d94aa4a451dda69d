package dev.agentsessions.http;

/** What an endpoint does with a call that was let in. Thread-safe. */
@FunctionalInterface
interface Handler {
  /** Does what is asked. What it throws becomes a problem. */
  Outcome handle(Call call);
}
