package dev.agentsessions.json;

import static java.util.Objects.requireNonNull;

import dev.agentsessions.session.SessionException.Invalid;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * A webhook to keep.
 *
 * @param secret 16..1000 characters
 */
public record NewWebhook(URI url, List<String> events, Optional<String> secret) {
  private static final int MIN_SECRET = 16;
  private static final int MAX_SECRET = 1000;

  public NewWebhook {
    requireNonNull(url, "url");
    events = List.copyOf(events);
    Invalid.check(
        secret
            .map(String::length)
            .filter(length -> length < MIN_SECRET || length > MAX_SECRET)
            .isEmpty(),
        "secret",
        "must have 16..1000 characters");
  }

  @Override
  public String toString() {
    return "webhook to " + url.getHost();
  }
}
