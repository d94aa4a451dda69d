package dev.agentsessions.store.internal;

import static java.util.Objects.requireNonNull;

import dev.agentsessions.session.Liveness;
import dev.agentsessions.session.Session;
import dev.agentsessions.worker.Worker;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * For PostgreSQL: a commit is one statement that is a transaction by itself, one round trip instead
 * of six. So are creates, and commits while the session is as it was read in every respect: all
 * that they write follows from what is known before. The long way is for the rest, and for what is
 * rare. The project's row is locked after the session's, as everywhere. Safe from any thread.
 */
public final class OneStatement implements Shortcut {
  /** More of them go the long way, so that there are not too many statements to remember. */
  private static final int MAX_ROWS = 16;

  private static final Comparator<Worker> STORED_ORDER =
      Comparator.comparing(Worker::createdAt).thenComparing(worker -> worker.id().value());

  private final Database database;
  private final Map<CommitShape, Template<Commit>> templates = new ConcurrentHashMap<>();

  @Inject
  public OneStatement(Database database) {
    this.database = requireNonNull(database, "database");
  }

  @Override
  public Optional<Session> commit(Commit commit) {
    CommitShape shape = CommitShape.of(commit);
    if (shape.rows() > MAX_ROWS || isRare(commit)) {
      return Optional.empty();
    }
    Template<Commit> template =
        templates.computeIfAbsent(
            shape,
            any ->
                Template.of(database.dsl(), in -> CommitStatement.of(database.dsl(), in, shape)));
    try {
      return database.writeAtOnce(
          work ->
              work.read(
                  template,
                  commit,
                  rows -> rows.next() ? Optional.of(stored(commit, rows)) : Optional.empty()));
    } catch (Conflict conflict) {
      return Optional.empty(); // the long way says what is taken
    }
  }

  /**
   * A new row's parent is checked when the statement ends, with the project locked: it would wait
   * for whoever changes the parent, who may be waiting for the project.
   */
  private static boolean isRare(Commit commit) {
    return switch (commit.kind()) {
      case CREATE -> commit.after().identity().parent().isPresent();
      case CLEAN -> true;
      case WANT, WANT_IN_STATE, WANT_AND_MOVE, SEE, SEE_NEW_RUN -> commit.writesLabels();
    };
  }

  private static Session stored(Commit commit, Rows rows) throws SQLException {
    var liveness =
        new Liveness(
            rows.get(CommitStatement.ACTIVITY_AT),
            rows.get(CommitStatement.MESSAGES),
            Duration.ofNanos(rows.get(CommitStatement.ELAPSED)),
            rows.get(CommitStatement.MEASURED_AT));
    Session stored = commit.stored();
    return stored
        .withLiveness(liveness)
        .withWorkers(stored.workers().stream().sorted(STORED_ORDER).toList());
  }
}
