package dev.agentsessions.schedule;

import static java.util.Objects.requireNonNull;

import dev.agentsessions.HostPart;
import jakarta.inject.Inject;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks at the schedules every second, on one thread of its own; cron counts minutes. */
final class ScheduleLoop implements HostPart {
  private static final Logger log = LoggerFactory.getLogger(ScheduleLoop.class);
  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final Duration JOIN = Duration.ofSeconds(5);

  private final ScheduleConductor conductor;
  private final Cron cron;
  private @Nullable Thread thread; // the starting thread's own

  @Inject
  ScheduleLoop(ScheduleConductor conductor, Cron cron) {
    this.conductor = requireNonNull(conductor, "conductor");
    this.cron = requireNonNull(cron, "cron");
  }

  @Override
  public void start() {}

  /** Not before: a session that is created needs every part. Never, where no cron is read. */
  @Override
  public void hostStarted() {
    if (!cron.equals(Cron.NONE)) {
      thread = Thread.ofVirtual().name("schedules").start(this::lookUntilInterrupted);
    }
  }

  private void lookUntilInterrupted() {
    boolean complained = false;
    try {
      while (true) {
        try {
          conductor.look();
          complained = false;
        } catch (RuntimeException e) { // all of it is still there at the next look
          if (!complained && !Thread.currentThread().isInterrupted()) {
            log.warn("schedules are looked at again later", e);
            complained = true;
          }
        }
        Thread.sleep(PAUSE);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // the host closes
    }
  }

  @Override
  public void hostClosing() {
    if (thread != null) {
      thread.interrupt();
    }
  }

  @Override
  public void close() {
    if (thread != null) {
      try {
        thread.join(JOIN);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
