package dev.agentsessions.store.postgres;

import static java.util.Objects.requireNonNull;

import dev.agentsessions.HostPart;
import dev.agentsessions.session.SessionIdentity;
import dev.agentsessions.store.internal.Bells;
import dev.agentsessions.store.internal.CommitListener;
import dev.agentsessions.store.internal.News;
import jakarta.inject.Inject;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Tells other hosts that this one has committed, and hears of theirs (P-04). A signal only says
 * where to look: what happened is read from the journal, so one that is lost costs a second. Owns
 * two threads, each with a connection of its own.
 */
final class PostgresSignals implements HostPart, CommitListener {
  private static final Duration JOIN = Duration.ofSeconds(5);

  private final Bells bells;
  private final Announcer announcer;
  private final Listener listener;
  private @Nullable Thread announcing; // both the starting thread's own
  private @Nullable Thread listening;

  @Inject
  PostgresSignals(PostgresConnections connections, Bells bells, News news) {
    this.bells = requireNonNull(bells, "bells");
    this.announcer = new Announcer(connections);
    this.listener = new Listener(connections, news, announcer);
  }

  @Override
  public void start() {
    announcing = Thread.ofVirtual().name("postgres-announcer").start(announcer::run);
    listening = Thread.ofVirtual().name("postgres-listener").start(listener::run);
  }

  /** Never waits: the announcement is another thread's. */
  @Override
  public void committed(SessionIdentity session) {
    bells.ring(session.project(), session.id());
    announcer.announce(session.project());
  }

  @Override
  public void close() {
    listener.close();
    if (announcing != null) {
      announcing.interrupt();
      await(announcing);
    }
    if (listening != null) {
      await(listening);
    }
  }

  private static void await(Thread ends) {
    try {
      if (!ends.join(JOIN)) {
        ends.interrupt();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
