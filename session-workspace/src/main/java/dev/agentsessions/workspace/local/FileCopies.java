package dev.agentsessions.workspace.local;

import static java.util.Objects.requireNonNull;

import dev.agentsessions.session.Reason;
import dev.agentsessions.session.Session;
import dev.agentsessions.session.SessionId;
import dev.agentsessions.workspace.EnvironmentState;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Copies the files of another session into a workspace before anything else, in the background. */
final class FileCopies {
  private static final Logger log = LoggerFactory.getLogger(FileCopies.class);

  /**
   * What became of copying the files of another session.
   *
   * @param failure absent: they are there
   */
  private record Copying(Optional<EnvironmentState> failure) {}

  private final WorkspaceCopies copies;
  private final BackgroundWork<SessionId, Copying> copyings;

  /**
   * @param room how much may be done at a time
   */
  FileCopies(WorkspaceCopies copies, Semaphore room) {
    this.copies = requireNonNull(copies, "copies");
    this.copyings = new BackgroundWork<>(room, "workspace-copy-");
  }

  /** Whether there shall be files of another session that are not all there. */
  boolean isDue(Session session) {
    return session.filesFrom().isPresent() && !copies.isDone(session);
  }

  /**
   * How a session's environment is: that of its copy until it is there, then as it is otherwise.
   */
  EnvironmentState before(Session session, Supplier<EnvironmentState> otherwise) {
    if (!isDue(session)) {
      copyings.end(session.id());
      return otherwise.get();
    }
    Optional<Copying> over = copyings.result(session.id(), () -> copy(session));
    return over.isEmpty()
        ? new EnvironmentState.Pending("copies the files of another session")
        : over.get().failure().orElseGet(otherwise);
  }

  private Copying copy(Session session) {
    try {
      copies.copy(session);
      return new Copying(Optional.empty());
    } catch (IOException | RuntimeException e) {
      return new Copying(Optional.of(failed(session, e)));
    }
  }

  static EnvironmentState failed(Session session, Exception problem) {
    log.warn("the files of {} were not copied", session.id(), problem);
    return switch (problem) {
      case CopyFailure e -> new EnvironmentState.Failed(e.reason(), e.problem());
      case GitFailure e -> new EnvironmentState.Failed(Reason.COPY_FAILED, e.problem());
      default -> new EnvironmentState.Failed(Reason.COPY_FAILED, problem.toString());
    };
  }

  /** Removes what was not copied whole. */
  void clear(Session session) {
    try {
      copies.clear(session);
    } catch (RuntimeException e) {
      log.warn("what was copied for {} is not removed", session.id(), e);
    }
  }

  /** As {@link BackgroundWork#end}. */
  boolean end(SessionId session) {
    return copyings.end(session);
  }

  void close() {
    copyings.close();
  }
}
