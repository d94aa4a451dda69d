package dev.agentsessions.store.postgres;

import dev.agentsessions.host.Fence;
import dev.agentsessions.session.Session;
import dev.agentsessions.session.SessionException.NotFound;
import dev.agentsessions.session.SessionException.StaleFence;
import dev.agentsessions.session.SessionException.Unavailable;
import dev.agentsessions.session.SessionException.WrongPhase;
import dev.agentsessions.session.SessionId;
import dev.agentsessions.session.SessionState;
import dev.agentsessions.worker.Endpoint;
import dev.agentsessions.worker.Place;
import dev.agentsessions.worker.Signal;
import dev.agentsessions.worker.WindowSize;
import dev.agentsessions.worker.WorkerExit;
import dev.agentsessions.worker.WorkerExit.Cause;
import dev.agentsessions.worker.WorkerId;
import dev.agentsessions.worker.WorkerLaunch;
import dev.agentsessions.worker.WorkerRuntime;
import dev.agentsessions.worker.WorkerSighting;
import dev.agentsessions.workspace.EnvironmentState;
import dev.agentsessions.workspace.Environments;
import dev.agentsessions.workspace.Release;
import dev.agentsessions.workspace.Retention;
import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One runtime that several host programs share and that outlives them all: its processes are rows
 * of {@link FleetTables}, its fences are checked there, and every call that was let in is written
 * down with who made it. Safe for many threads.
 *
 * @param host who calls
 */
record FleetRuntime(PostgresStoreConfig config, String host)
    implements WorkerRuntime, Environments {
  private interface Step<T> {
    T run(Connection connection) throws SQLException;
  }

  @Override
  public List<WorkerSighting> adopt(Place place) {
    return inside(place, "adopt", connection -> processes(connection, place.session()));
  }

  @Override
  public List<WorkerSighting> observe(Place place) {
    return inside(place, "observe", connection -> processes(connection, place.session()));
  }

  @Override
  public WorkerSighting start(Place place, WorkerLaunch launch) {
    return inside(place, "start", connection -> start(connection, place.session(), launch));
  }

  @Override
  public void stop(Place place, WorkerId worker) {
    inside(
        place,
        "stop",
        connection ->
            run(
                connection,
                "update fleet_process set code = 143, managed = true"
                    + " where session = ? and worker = ? and code is null",
                place.session().value(),
                worker.value()));
  }

  @Override
  public boolean signal(Place place, WorkerId worker, Signal signal) {
    return false;
  }

  @Override
  public void input(Place place, WorkerId worker, long id, ByteBuffer bytes) {
    throw new NotFound("a terminal for " + worker);
  }

  @Override
  public void resize(Place place, WorkerId worker, WindowSize size) {}

  @Override
  public void release(Place place, WorkerId worker, long epoch) {
    inside(
        place,
        "release",
        connection ->
            run(
                connection,
                "delete from fleet_process"
                    + " where session = ? and worker = ? and epoch = ? and code is not null",
                place.session().value(),
                worker.value(),
                epoch));
  }

  @Override
  public EnvironmentState ensure(Session session, Fence fence) {
    return observe(session, fence);
  }

  @Override
  public EnvironmentState observe(Session session, Fence fence) {
    return new EnvironmentState.Ready(new Endpoint(Endpoint.LOCAL, "/work"));
  }

  @Override
  public Release release(Session session, Fence fence, Retention retention) {
    return Release.DONE;
  }

  private WorkerSighting start(Connection connection, SessionId session, WorkerLaunch launch)
      throws SQLException {
    for (WorkerSighting other : processes(connection, session)) {
      if (!other.worker().equals(launch.worker())) {
        continue;
      }
      if (other.epoch() == launch.epoch()) {
        return other;
      }
      if (other.isRunning()) {
        throw new WrongPhase(SessionState.ACTIVE, "another epoch", "it still runs");
      }
    }
    run(
        connection,
        "insert into fleet_process (session, worker, epoch) values (?, ?, ?)",
        session.value(),
        launch.worker().value(),
        launch.epoch());
    return new WorkerSighting(launch.worker(), launch.epoch(), Optional.empty(), 0);
  }

  private static List<WorkerSighting> processes(Connection connection, SessionId session)
      throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            "select worker, epoch, code, managed from fleet_process where session = ?")) {
      statement.setString(1, session.value());
      try (ResultSet rows = statement.executeQuery()) {
        List<WorkerSighting> found = new ArrayList<>();
        while (rows.next()) {
          Cause cause = rows.getBoolean("managed") ? Cause.MANAGED : Cause.UNEXPECTED;
          int code = rows.getInt("code");
          Optional<WorkerExit> exit =
              rows.wasNull() ? Optional.empty() : Optional.of(WorkerExit.code(code, cause));
          found.add(
              new WorkerSighting(
                  new WorkerId(rows.getString("worker")), rows.getLong("epoch"), exit, 0));
        }
        return found;
      }
    }
  }

  /** One transaction that holds the session's fence, so that what is written down has an order. */
  private <T> T inside(Place place, String call, Step<T> step) {
    try (Connection connection = new PostgresConnections(config).open()) {
      connection.setAutoCommit(false);
      checkFence(connection, place);
      run(
          connection,
          "insert into fleet_call (session, fence, host, call) values (?, ?, ?, ?)",
          place.session().value(),
          place.fence().value(),
          host,
          call);
      T result = step.run(connection);
      connection.commit();
      return result;
    } catch (StaleFence replaced) {
      note(place);
      throw replaced;
    } catch (SQLException e) {
      throw new Unavailable("the fleet's runtime: " + e.getMessage(), e);
    }
  }

  private void note(Place place) {
    try (Connection connection = new PostgresConnections(config).open()) {
      run(
          connection,
          "insert into fleet_refusal (session, fence, host) values (?, ?, ?)",
          place.session().value(),
          place.fence().value(),
          host);
    } catch (SQLException e) {
      throw new Unavailable("the fleet's runtime: " + e.getMessage(), e);
    }
  }

  private static void checkFence(Connection connection, Place place) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            "insert into fleet_fence (session, fence) values (?, ?) on conflict (session)"
                + " do update set fence = greatest(fleet_fence.fence, excluded.fence)"
                + " returning fence")) {
      statement.setString(1, place.session().value());
      statement.setLong(2, place.fence().value());
      try (ResultSet rows = statement.executeQuery()) {
        rows.next();
        Fence highest = new Fence(rows.getLong(1));
        if (!highest.equals(place.fence())) {
          throw new StaleFence(place.session(), place.fence(), highest);
        }
      }
    }
  }

  private static int run(Connection connection, String sql, Object... values) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < values.length; i++) {
        statement.setObject(i + 1, values[i]);
      }
      return statement.executeUpdate();
    }
  }
}
