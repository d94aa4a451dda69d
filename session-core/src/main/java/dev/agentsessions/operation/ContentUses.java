package dev.agentsessions.operation;

import static java.util.Objects.requireNonNull;

import com.google.common.cache.Cache;
import com.google.common.cache.CacheBuilder;
import dev.agentsessions.session.ActivityNotes;
import dev.agentsessions.session.Session;
import dev.agentsessions.session.SessionException;
import dev.agentsessions.session.SessionId;
import dev.agentsessions.session.SessionStore;
import dev.agentsessions.time.Ticker;
import dev.agentsessions.workspace.RestingWorkspaces;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notes that what is in sessions' workspaces is used, where a program beside them answers and this
 * host only sees what passes (K-08). Safe for many threads.
 */
public final class ContentUses {
  private static final Logger log = LoggerFactory.getLogger(ContentUses.class);

  /** Far below the life of an access, and seldom enough for whoever keeps it. */
  private static final Duration INTERVAL = Duration.ofMinutes(1);

  private final SessionStore store;
  private final ActivityNotes activity;
  private final Map<String, RestingWorkspaces> resting; // by runtime
  private final Cache<SessionId, Boolean> renewed;

  @Inject
  public ContentUses(
      SessionStore store,
      ActivityNotes activity,
      Map<String, RestingWorkspaces> resting,
      Ticker ticker) {
    this.store = requireNonNull(store, "store");
    this.activity = requireNonNull(activity, "activity");
    this.resting = Map.copyOf(resting);
    this.renewed =
        CacheBuilder.newBuilder()
            .expireAfterWrite(INTERVAL)
            .ticker(ActivityNotes.nanos(ticker))
            .build();
  }

  /** Somebody works on it in this moment (L-04). */
  public void worked(SessionId session) {
    activity.happened(session);
  }

  /**
   * Something passes in this moment: access to a session that rests is put off while that goes on
   * (R-A32), once a minute. Takes as long as its runtime takes to answer; what goes wrong is
   * logged, and what passes goes on.
   */
  public void passed(SessionId session) {
    if (renewed.getIfPresent(session) == null
        && renewed.asMap().putIfAbsent(session, true) == null) {
      try {
        store.find(session).filter(found -> found.state().isResting()).ifPresent(this::renew);
      } catch (SessionException e) {
        log.info("the access to {} is not put off: {}", session, e.getMessage());
      }
    }
  }

  private void renew(Session session) {
    Optional.ofNullable(resting.get(session.spec().runtime())).ifPresent(port -> port.use(session));
  }
}
