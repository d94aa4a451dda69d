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
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The schedules in memory. */
final class InMemorySchedules implements Schedules {
  private final GuardedTables tables;

  InMemorySchedules(GuardedTables tables) {
    this.tables = tables;
  }

  @Override
  public void create(Schedule schedule) {
    tables.write(
        all -> {
          if (!all.projects().containsKey(schedule.project())) {
            throw new NotFound("project " + schedule.project());
          }
          named(all, schedule.project(), schedule.name())
              .ifPresent(
                  holder -> {
                    throw new AlreadyExists("name", holder.name(), holder.id().value());
                  });
          return all.schedules().put(schedule.id(), schedule);
        });
  }

  private static Optional<Schedule> named(Tables all, ProjectId project, String name) {
    return all.schedules().values().stream()
        .filter(each -> each.project().equals(project) && each.name().equals(name))
        .findFirst();
  }

  @Override
  public Optional<Schedule> find(ScheduleId schedule) {
    return tables.read(all -> Optional.ofNullable(all.schedules().get(schedule)));
  }

  @Override
  public List<Schedule> list(ProjectId project) {
    return tables.read(
        all ->
            all.schedules().values().stream()
                .filter(each -> each.project().equals(project))
                .sorted(comparing(Schedule::name))
                .toList());
  }

  @Override
  public List<Schedule> due(Instant now, int max) {
    return tables.read(
        all ->
            all.schedules().values().stream()
                .filter(each -> each.nextAt().isPresent() && !each.nextAt().get().isAfter(now))
                .sorted(comparing(each -> each.nextAt().orElseThrow()))
                .limit(max)
                .toList());
  }

  @Override
  public boolean change(Schedule before, Schedule after, Optional<ScheduleRun> run) {
    return tables.write(
        all -> {
          Schedule stored = all.schedules().get(before.id());
          if (stored == null || stored.version() != before.version()) {
            return false;
          }
          all.schedules().put(after.id(), after);
          run.ifPresent(each -> add(all, each));
          return true;
        });
  }

  private static void add(Tables all, ScheduleRun run) {
    all.runs().put(run.id(), run);
    newestFirst(all, run.schedule())
        .filter(each -> each.state() != State.PENDING)
        .skip(KEPT_RUNS)
        .map(ScheduleRun::id)
        .toList()
        .forEach(all.runs()::remove);
  }

  private static Stream<ScheduleRun> newestFirst(Tables all, ScheduleId schedule) {
    Collection<ScheduleRun> runs = all.runs().sequencedValues().reversed();
    return runs.stream().filter(run -> run.schedule().equals(schedule));
  }

  @Override
  public void delete(ScheduleId schedule) {
    tables.write(
        all -> {
          if (all.schedules().remove(schedule) == null) {
            throw new NotFound("schedule " + schedule);
          }
          return all.runs().values().removeIf(run -> run.schedule().equals(schedule));
        });
  }

  @Override
  public ScheduleRuns runs() {
    return new Runs();
  }

  private final class Runs implements ScheduleRuns {
    @Override
    public Optional<ScheduleRun> find(RunId run) {
      return tables.read(all -> Optional.ofNullable(all.runs().get(run)));
    }

    @Override
    public List<ScheduleRun> list(ScheduleId schedule, int max) {
      return tables.read(all -> newestFirst(all, schedule).limit(max).toList());
    }

    @Override
    public Optional<ScheduleRun> lastStarted(ScheduleId schedule) {
      return tables.read(
          all ->
              newestFirst(all, schedule).filter(run -> run.state() == State.STARTED).findFirst());
    }

    @Override
    public List<ScheduleRun> pending(int max) {
      return tables.read(
          all ->
              all.runs().values().stream()
                  .filter(run -> run.state() == State.PENDING)
                  .limit(max)
                  .toList());
    }

    @Override
    public boolean end(ScheduleRun run) {
      return tables.write(
          all -> {
            ScheduleRun stored = all.runs().get(run.id());
            if (stored == null || stored.state() != State.PENDING) {
              return false;
            }
            all.runs().put(run.id(), run);
            return true;
          });
    }
  }
}
