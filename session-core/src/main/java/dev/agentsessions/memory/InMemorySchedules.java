package dev.agentsessions.memory;

import static java.util.Comparator.comparing;

import dev.agentsessions.project.ProjectId;
import dev.agentsessions.schedule.RunId;
import dev.agentsessions.schedule.Schedule;
import dev.agentsessions.schedule.ScheduleId;
import dev.agentsessions.schedule.ScheduleRun;
import dev.agentsessions.schedule.ScheduleRun.State;
import dev.agentsessions.schedule.ScheduleRuns;
import dev.agentsessions.schedule.Schedules;
import dev.agentsessions.session.SessionException.AlreadyExists;
import dev.agentsessions.session.SessionException.NotFound;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Schedules that are gone with the program. */
final class InMemorySchedules implements Schedules {
  private final ReentrantLock lock = new ReentrantLock(); // guards all below
  private final Map<ScheduleId, Schedule> schedules = new LinkedHashMap<>();
  private final SequencedMap<RunId, ScheduleRun> runs = new LinkedHashMap<>(); // the oldest first

  @Inject
  InMemorySchedules() {}

  @Override
  public void create(Schedule schedule) {
    locked(
        () -> {
          named(schedule.project(), schedule.name())
              .ifPresent(
                  holder -> {
                    throw new AlreadyExists("name", holder.name(), holder.id().value());
                  });
          return schedules.put(schedule.id(), schedule);
        });
  }

  private Optional<Schedule> named(ProjectId project, String name) {
    return schedules.values().stream()
        .filter(each -> each.project().equals(project) && each.name().equals(name))
        .findFirst();
  }

  @Override
  public Optional<Schedule> find(ScheduleId schedule) {
    return locked(() -> Optional.ofNullable(schedules.get(schedule)));
  }

  @Override
  public List<Schedule> list(ProjectId project) {
    return locked(
        () ->
            schedules.values().stream()
                .filter(each -> each.project().equals(project))
                .sorted(comparing(Schedule::name))
                .toList());
  }

  @Override
  public List<Schedule> due(Instant now, int max) {
    return locked(
        () ->
            schedules.values().stream()
                .filter(each -> each.nextAt().isPresent() && !each.nextAt().get().isAfter(now))
                .sorted(comparing(each -> each.nextAt().orElseThrow()))
                .limit(max)
                .toList());
  }

  @Override
  public boolean change(Schedule before, Schedule after, Optional<ScheduleRun> run) {
    return locked(
        () -> {
          Schedule stored = schedules.get(before.id());
          if (stored == null || stored.version() != before.version()) {
            return false;
          }
          schedules.put(after.id(), after);
          run.ifPresent(this::add);
          return true;
        });
  }

  private void add(ScheduleRun run) {
    runs.put(run.id(), run);
    newestFirst(run.schedule())
        .filter(each -> each.state() != State.PENDING)
        .skip(KEPT_RUNS)
        .map(ScheduleRun::id)
        .toList()
        .forEach(runs::remove);
  }

  private Stream<ScheduleRun> newestFirst(ScheduleId schedule) {
    Collection<ScheduleRun> all = runs.sequencedValues().reversed();
    return all.stream().filter(run -> run.schedule().equals(schedule));
  }

  @Override
  public void delete(ScheduleId schedule) {
    locked(
        () -> {
          if (schedules.remove(schedule) == null) {
            throw new NotFound("schedule " + schedule);
          }
          return runs.values().removeIf(run -> run.schedule().equals(schedule));
        });
  }

  @Override
  public ScheduleRuns runs() {
    return new Runs();
  }

  private final class Runs implements ScheduleRuns {
    @Override
    public Optional<ScheduleRun> find(RunId run) {
      return locked(() -> Optional.ofNullable(runs.get(run)));
    }

    @Override
    public List<ScheduleRun> list(ScheduleId schedule, int max) {
      return locked(() -> newestFirst(schedule).limit(max).toList());
    }

    @Override
    public Optional<ScheduleRun> lastStarted(ScheduleId schedule) {
      return locked(
          () -> newestFirst(schedule).filter(run -> run.state() == State.STARTED).findFirst());
    }

    @Override
    public List<ScheduleRun> pending(int max) {
      return locked(
          () ->
              runs.values().stream()
                  .filter(run -> run.state() == State.PENDING)
                  .limit(max)
                  .toList());
    }

    @Override
    public boolean end(ScheduleRun run) {
      return locked(
          () -> {
            ScheduleRun stored = runs.get(run.id());
            if (stored == null || stored.state() != State.PENDING) {
              return false;
            }
            runs.put(run.id(), run);
            return true;
          });
    }
  }

  private <T> T locked(Supplier<T> action) {
    lock.lock();
    try {
      return action.get();
    } finally {
      lock.unlock();
    }
  }
}
