package dev.agentsessions.store.postgres;

import static java.util.Objects.requireNonNull;

import dev.agentsessions.HostPart;
import dev.agentsessions.session.SessionIdentity;
import dev.agentsessions.store.internal.Bells;
import dev.agentsessions.store.internal.CommitListener;
import dev.agentsessions.store.internal.News;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

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
  private final List<Thread> threads = new ArrayList<>(); // the starting thread's own

  @Inject
  PostgresSignals(PostgresConnections connections, Bells bells, News news) {
    this.bells = requireNonNull(bells, "bells");
    this.announcer = new Announcer(connections);
    this.listener = new Listener(connections, news, announcer);
  }

  @Override
  public void start() {
    threads.add(Thread.ofVirtual().name("postgres-announcer").start(announcer::run));
    threads.add(Thread.ofVirtual().name("postgres-listener").start(listener::run));
  }

  /** Never waits: the announcement is another thread's. */
  @Override
  public void committed(SessionIdentity session) {
    bells.ring(session.project(), session.id());
    announcer.announce(session.project());
  }

  @Override
  public void close() {
    threads.forEach(Thread::interrupt);
    try {
      for (Thread thread : threads) {
        thread.join(JOIN);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
