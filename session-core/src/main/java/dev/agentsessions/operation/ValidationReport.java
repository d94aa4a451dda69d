package dev.agentsessions.operation;

import static java.util.Objects.requireNonNull;

import dev.agentsessions.session.SessionCursor;
import java.util.List;
import java.util.Optional;

/**
 * What a validation found (S-17).
 *
 * @param invalid newest first
 * @param checked how many sessions were looked at
 * @param elsewhere how many live on other machines, which cannot be looked at from here
 * @param next where to go on; absent: all were seen
 */
public record ValidationReport(
    List<InvalidSession> invalid, int checked, int elsewhere, Optional<SessionCursor> next) {
  public ValidationReport {
    invalid = List.copyOf(invalid);
    requireNonNull(next, "next");
  }
}
