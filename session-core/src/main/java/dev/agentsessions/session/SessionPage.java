package dev.agentsessions.session;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * @param next where the next page starts; absent on the last
 * @param total of all that match, when asked for
 */
public record SessionPage(List<Session> items, Optional<SessionCursor> next, OptionalLong total) {
  public SessionPage {
    items = List.copyOf(items);
    requireNonNull(next, "next");
    requireNonNull(total, "total");
  }
}
