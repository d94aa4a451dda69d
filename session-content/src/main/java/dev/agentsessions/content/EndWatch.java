package dev.agentsessions.content;

import static java.util.Objects.requireNonNull;

import com.google.inject.name.Named;
import dev.agentsessions.HostPart;
import dev.agentsessions.session.SessionException;
import dev.agentsessions.session.SessionSpec;
import dev.agentsessions.worker.SessionRuntime;
import dev.agentsessions.worker.WorkerChanges;
import jakarta.inject.Inject;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells whoever watches a terminal, or waits for {@link Ends}, that a process has ended. */
final class EndWatch implements HostPart {
  private static final Logger log = LoggerFactory.getLogger(EndWatch.class);

  /** Bounds what an end that was missed costs. */
  private static final Duration LOOK_EVERY = Duration.ofSeconds(1);

  private final OnlySession session;
  private final SessionRuntime local;
  private final Ends ends;
  private final Thread thread = Thread.ofPlatform().name("content-ends").unstarted(this::run);

  @Inject
  EndWatch(OnlySession session, @Named(SessionSpec.LOCAL) SessionRuntime local, Ends ends) {
    this.session = requireNonNull(session, "session");
    this.local = requireNonNull(local, "local");
    this.ends = requireNonNull(ends, "ends");
  }

  @Override
  public void start() {
    thread.start();
  }

  private void run() {
    WorkerChanges changes = local.changes().orElseThrow();
    try {
      while (!Thread.currentThread().isInterrupted()) {
        if (!changes.await(LOOK_EVERY).isEmpty()) {
          look();
          ends.add();
        }
      }
    } catch (InterruptedException closing) {
      Thread.currentThread().interrupt();
    }
  }

  private void look() {
    try {
      session.seen(local.workers().observe(session.place()));
    } catch (SessionException e) {
      log.warn("cannot tell what became of processes", e); // the owner's next look does
    }
  }

  @Override
  public void close() {
    thread.interrupt();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
