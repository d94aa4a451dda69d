package dev.agentsessions.schedule;

/** What a run does while the session of the last one still lives. Stored by name. */
public enum Overlap {
  /** Nothing: it is noted as skipped. */
  SKIP,
  /** Waits until that session rests; it waits its turn. */
  QUEUE,
  /** That session is its session, too: it is told the prompt that a new one would begin with. */
  REUSE
}
