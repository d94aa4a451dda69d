package dev.agentsessions.identity;

import static java.util.Objects.requireNonNull;

import dev.agentsessions.session.SessionException.Unauthenticated;
import java.util.Collection;
import java.util.List;

/**
 * Several ways to know a caller: whom the host's own does not know, the others may, one after the
 * other. Thread-safe as they are.
 */
public final class EveryIdentity implements CallerIdentity {
  private final CallerIdentity own;
  private final List<CallerIdentity> others;

  /**
   * @param own says why nobody knows the caller
   */
  public EveryIdentity(CallerIdentity own, Collection<CallerIdentity> others) {
    this.own = requireNonNull(own, "own");
    this.others = List.copyOf(others);
  }

  @Override
  public Caller identify(Credentials credentials) {
    try {
      return own.identify(credentials);
    } catch (Unauthenticated unknown) {
      for (CallerIdentity other : others) {
        try {
          return other.identify(credentials);
        } catch (Unauthenticated alsoUnknown) {
          unknown.addSuppressed(alsoUnknown);
        }
      }
      throw unknown;
    }
  }

  @Override
  public boolean isOpen() {
    return own.isOpen() || others.stream().anyMatch(CallerIdentity::isOpen);
  }
}
