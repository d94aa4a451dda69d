package dev.agentsessions.idempotency;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/** What a request with a key finds. */
public sealed interface Attempt {
  /** Nobody has sent it before: do it, and then say what became of it. */
  record First() implements Attempt {}

  /** It was done: say the same again. */
  record Done(KeptAnswer answer) implements Attempt {
    public Done {
      requireNonNull(answer, "answer");
    }
  }

  /** It is being done, or whoever did it never said what became of it. */
  record Underway(Instant since) implements Attempt {
    public Underway {
      requireNonNull(since, "since");
    }
  }

  /** The key was used for something else. */
  record Mistaken() implements Attempt {}
}
