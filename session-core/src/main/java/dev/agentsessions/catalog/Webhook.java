package dev.agentsessions.catalog;

import static java.util.Objects.requireNonNull;

import dev.agentsessions.secret.SealedSecret;
import dev.agentsessions.session.SessionException.Invalid;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where a project's events shall be sent (M-05). Kept only: nothing is sent yet.
 *
 * @param url http or https, without a user in it
 * @param events their types, or {@code session.*} for all of a kind, up to 50; none means all
 * @param secret that signs what is sent
 */
public record Webhook(
    WebhookId id, URI url, List<String> events, Optional<SealedSecret> secret, Instant createdAt)
    implements Entry {
  private static final int MAX_URL = 2000;
  private static final int MAX_EVENTS = 50;
  private static final Pattern EVENT = Pattern.compile("[a-z]{1,32}\\.([a-z-]{1,32}|\\*)");

  public Webhook {
    requireNonNull(id, "id");
    String scheme = String.valueOf(url.getScheme());
    Invalid.check(
        (scheme.equals("https") || scheme.equals("http"))
            && url.getHost() != null
            && url.getUserInfo() == null
            && url.toString().length() <= MAX_URL,
        "url",
        "must be http or https, with a host and no user, of at most 2000 characters");
    events = List.copyOf(events);
    Invalid.check(events.size() <= MAX_EVENTS, "events", "has more than " + MAX_EVENTS);
    Invalid.check(
        events.stream().allMatch(EVENT.asMatchPredicate()),
        "events",
        "must be types such as session.moved or session.*");
    requireNonNull(secret, "secret");
    requireNonNull(createdAt, "createdAt");
  }

  @Override
  public String key() {
    return id.value();
  }
}
