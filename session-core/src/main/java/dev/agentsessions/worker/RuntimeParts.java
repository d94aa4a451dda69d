package dev.agentsessions.worker;

import dev.agentsessions.session.Session;
import java.util.List;

/**
 * What a runtime has of a session beside its processes (R-A12). Looks only, in every state. Safe
 * for many threads. Passes {@code RuntimePartsContract}.
 */
@FunctionalInterface
public interface RuntimeParts {
  /**
   * Everything that should be there, missing or not, and what else there is of the session's.
   *
   * @throws dev.agentsessions.session.SessionException.Unavailable if nothing can be said now
   */
  List<RuntimePart> of(Session session);
}
