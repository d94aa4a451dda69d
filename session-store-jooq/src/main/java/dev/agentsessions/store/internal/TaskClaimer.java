package dev.agentsessions.store.internal;

import static com.google.common.base.Preconditions.checkArgument;

/**
 * Who claims tasks: one program at a time has a name, so what it finds claimed under its own when
 * it starts was left by the program before it.
 *
 * @param name 1..64 characters
 */
public record TaskClaimer(String name) {
  /** Of a database that one program at a time uses. */
  public static final TaskClaimer ONLY = new TaskClaimer("only");

  public TaskClaimer {
    checkArgument(!name.isEmpty() && name.length() <= 64, "1..64 characters: %s", name);
  }
}
