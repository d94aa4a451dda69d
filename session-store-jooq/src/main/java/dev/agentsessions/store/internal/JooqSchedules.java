package dev.agentsessions.store.internal;

import static java.util.Objects.requireNonNull;

import dev.agentsessions.project.ProjectId;
import dev.agentsessions.schedule.RunId;
import dev.agentsessions.schedule.Schedule;
import dev.agentsessions.schedule.ScheduleId;
import dev.agentsessions.schedule.ScheduleRun;
import dev.agentsessions.schedule.ScheduleRuns;
import dev.agentsessions.schedule.Schedules;
import dev.agentsessions.session.SessionException.AlreadyExists;
import dev.agentsessions.session.SessionException.NotFound;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Schedules and their runs in a SQL database. Safe from any thread. */
public final class JooqSchedules implements Schedules, ScheduleRuns {
  private final Database database;
  private final ScheduleRows schedules;
  private final ScheduleRunRows runs;

  @Inject
  public JooqSchedules(Database database) {
    this.database = requireNonNull(database, "database");
    this.schedules = new ScheduleRows(database.dsl());
    this.runs = new ScheduleRunRows(database.dsl());
  }

  @Override
  public void create(Schedule schedule) {
    database.write(work -> schedules.add(work, schedule), work -> refusal(work, schedule));
  }

  private Optional<RuntimeException> refusal(Work work, Schedule schedule) throws SQLException {
    Optional<Schedule> holder = schedules.holder(work, schedule);
    if (holder.isPresent()) {
      return Optional.of(new AlreadyExists("name", schedule.name(), holder.get().id().value()));
    }
    return schedules.hasProject(work, schedule)
        ? Optional.empty()
        : Optional.of(new NotFound("project " + schedule.project()));
  }

  @Override
  public Optional<Schedule> find(ScheduleId schedule) {
    return database.read(work -> schedules.find(work, schedule));
  }

  @Override
  public List<Schedule> list(ProjectId project) {
    return database.search(work -> schedules.list(work, project));
  }

  @Override
  public List<Schedule> due(Instant now, int max) {
    return database.read(work -> schedules.due(work, now, max));
  }

  @Override
  public boolean change(Schedule before, Schedule after, Optional<ScheduleRun> run) {
    return database.write(
        work -> {
          boolean changed = schedules.change(work, before, after);
          if (changed && run.isPresent()) {
            runs.add(work, run.get());
          }
          return changed;
        });
  }

  @Override
  public void delete(ScheduleId schedule) {
    boolean deleted = database.write(work -> schedules.delete(work, schedule));
    if (!deleted) {
      throw new NotFound("schedule " + schedule);
    }
  }

  @Override
  public ScheduleRuns runs() {
    return this;
  }

  @Override
  public Optional<ScheduleRun> find(RunId run) {
    return database.read(work -> runs.find(work, run));
  }

  @Override
  public List<ScheduleRun> list(ScheduleId schedule, int max) {
    return database.search(work -> runs.list(work, schedule, max));
  }

  @Override
  public Optional<ScheduleRun> lastStarted(ScheduleId schedule) {
    return database.read(work -> runs.lastStarted(work, schedule));
  }

  @Override
  public List<ScheduleRun> pending(int max) {
    return database.read(work -> runs.pending(work, max));
  }

  @Override
  public boolean end(ScheduleRun run) {
    return database.write(work -> runs.end(work, run));
  }
}
