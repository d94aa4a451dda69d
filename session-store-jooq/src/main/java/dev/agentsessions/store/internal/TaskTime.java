package dev.agentsessions.store.internal;

import static java.util.Objects.requireNonNull;

import dev.agentsessions.session.SessionException;
import dev.agentsessions.time.Ticker;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jooq.Field;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The time by which tasks are due and their claims expire. Read once and carried on by the ticker,
 * so that a clock that jumps changes nothing; never goes back. Safe from any thread.
 */
public final class TaskTime implements InstantSource {
  private static final Logger log = LoggerFactory.getLogger(TaskTime.class);
  private static final Duration CATCH_UP = Duration.ofSeconds(10);
  private static final Field<OffsetDateTime> NOW = DSL.currentOffsetDateTime();

  private record Reading(Instant time, Duration at) {}

  private final Supplier<Instant> source;
  private final Ticker ticker;
  private final Duration catchUp;
  private final ReentrantLock lock = new ReentrantLock();
  private @Nullable Reading reading; // guarded by lock

  TaskTime(Supplier<Instant> source, Ticker ticker, Duration catchUp) {
    this.source = requireNonNull(source, "source");
    this.ticker = requireNonNull(ticker, "ticker");
    this.catchUp = catchUp;
  }

  /** For a database that one program uses: its clock as it was at first. */
  public static TaskTime ofProgram(InstantSource clock, Ticker ticker) {
    return new TaskTime(clock::instant, ticker, ChronoUnit.FOREVER.getDuration());
  }

  /**
   * For a database that several programs use: the database's own. A machine that was suspended, so
   * that its ticker stood still, has caught up after 10 s.
   */
  public static TaskTime ofDatabase(Database database, Ticker ticker) {
    Template<Ticker> now = Template.of(database.dsl(), in -> database.dsl().select(NOW));
    return new TaskTime(
        () ->
            database.read(
                work ->
                    work.read(
                        now,
                        ticker,
                        rows -> {
                          rows.next();
                          return rows.get(NOW).toInstant();
                        })),
        ticker,
        CATCH_UP);
  }

  @Override
  public Instant instant() {
    lock.lock();
    try {
      Duration ticks = ticker.now();
      if (reading == null) {
        reading = new Reading(source.get(), ticks);
      } else if (ticks.minus(reading.at()).compareTo(catchUp) >= 0) {
        reading = new Reading(later(carriedOn(reading, ticks)), ticks);
      }
      return carriedOn(reading, ticks).truncatedTo(ChronoUnit.MICROS);
    } finally {
      lock.unlock();
    }
  }

  private static Instant carriedOn(Reading reading, Duration ticks) {
    return reading.time().plus(ticks.minus(reading.at()));
  }

  private Instant later(Instant carriedOn) {
    try {
      Instant read = source.get();
      return read.isAfter(carriedOn) ? read : carriedOn;
    } catch (SessionException e) {
      log.debug("the database's time is asked for later", e);
      return carriedOn;
    }
  }
}
