package dev.agentsessions.bench.store;

import dev.agentsessions.bench.Limit.AtLeast;
import dev.agentsessions.bench.Measurement;
import dev.agentsessions.bench.Operation;
import dev.agentsessions.bench.Report;
import dev.agentsessions.bench.Rounds;
import dev.agentsessions.bench.Rounds.Times;
import dev.agentsessions.project.Project;
import dev.agentsessions.project.ProjectId;
import dev.agentsessions.project.ProjectSettings;
import dev.agentsessions.session.Session;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Transitions by several clients at once, against as many that do the same by plain JDBC. */
final class Clients implements Measurement {
  private static final int CLIENTS = 8;

  /** Of each client. */
  private static final int SESSIONS = 50;

  /** Transitions of each client in one operation. */
  private static final int A_ROUND = 25;

  private final OpenStore store;
  private final Rounds rounds;
  private final double least;
  private final Population population = new Population();

  /**
   * @param least speed, as a part of plain JDBC's
   */
  Clients(OpenStore store, Rounds rounds, double least) {
    this.store = store;
    this.rounds = rounds;
    this.least = least;
  }

  @Override
  public void run(Report report) throws Exception {
    List<ProjectId> projects = new ArrayList<>();
    for (int number = 1; number <= CLIENTS; number++) {
      ProjectId id = new ProjectId("client-" + number);
      store
          .projects()
          .create(new Project(id, Optional.empty(), ProjectSettings.NONE, Instant.now()));
      projects.add(id);
    }
    measure(report, "in one project", projects.subList(0, 1));
    measure(report, "each in its own project", projects);
  }

  private void measure(Report report, String name, List<ProjectId> projects) throws Exception {
    List<Connection> connections = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(CLIENTS)) {
      List<Operation> ours = new ArrayList<>();
      List<Operation> theirs = new ArrayList<>();
      for (int client = 0; client < CLIENTS; client++) {
        ProjectId project = projects.get(client % projects.size());
        ours.add(ours(project)::moveOne);
        Connection connection = store.connect();
        connections.add(connection);
        theirs.add(theirs(connection, project)::moveOne);
      }
      Times times = rounds.run(atOnce(threads, ours), atOnce(threads, theirs));
      report(report, name, times);
    } finally {
      for (Connection connection : connections) {
        connection.close();
      }
    }
  }

  private OurLives ours(ProjectId project) {
    List<Session> sessions = sessions(project);
    sessions.forEach(store.sessions()::create);
    return new OurLives(store.sessions(), sessions);
  }

  private PlainLives theirs(Connection connection, ProjectId project) throws SQLException {
    connection.setAutoCommit(false);
    var writes = new PlainWrites(connection);
    List<Session> sessions = sessions(project);
    for (Session session : sessions) {
      writes.create(session);
    }
    connection.commit();
    return new PlainLives(connection, writes, sessions);
  }

  private List<Session> sessions(ProjectId project) {
    List<Session> sessions = new ArrayList<>();
    for (int i = 0; i < SESSIONS; i++) {
      sessions.add(population.sample(project).build());
    }
    return sessions;
  }

  /** Every client at once, some transitions each. */
  private static Operation atOnce(ExecutorService threads, List<Operation> clients) {
    List<Callable<Void>> parts = new ArrayList<>();
    for (Operation client : clients) {
      parts.add(
          () -> {
            for (int i = 0; i < A_ROUND; i++) {
              client.run();
            }
            return null;
          });
    }
    return () -> {
      for (Future<Void> part : threads.invokeAll(parts)) {
        part.get();
      }
    };
  }

  private void report(Report report, String name, Times times) {
    double transitions = CLIENTS * A_ROUND;
    report.figure(name + ", ours", 1e6 * transitions / times.oursMicros(), "transitions/s");
    report.figure(name + ", plain JDBC", 1e6 * transitions / times.theirsMicros(), "transitions/s");
    report.figure(name + ", speed", times.speed(), "x plain JDBC", new AtLeast(least));
  }
}
