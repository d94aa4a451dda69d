package dev.agentsessions.result;

import dev.agentsessions.session.Session;
import dev.agentsessions.session.SessionException;
import java.util.Optional;

/**
 * What was reported of each session's present run, or its last one, until the session is gone. A
 * report is an event in the same transaction (M-02). Safe for many threads and processes. Passes
 * {@code ReportStoreContract}.
 *
 * <p>Every method may throw {@link SessionException.Unavailable}: nothing happened; a write may
 * throw {@link SessionException.OutcomeUnknown}: read back, then decide.
 */
public interface ReportStore {
  /**
   * Keeps a report in place of any before.
   *
   * @param read the session in the run that it is of
   * @throws SessionException.NotFound if there is no such session, or it is deleted
   */
  void put(Session read, RunReport report);

  /** What was reported of the run that the session is in or had last. */
  Optional<RunReport> find(Session read);
}
