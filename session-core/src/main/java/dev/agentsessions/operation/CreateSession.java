package dev.agentsessions.operation;

import static java.util.Objects.requireNonNull;

import dev.agentsessions.session.QuickSession;
import dev.agentsessions.session.SessionId;
import dev.agentsessions.session.SessionSpec;
import dev.agentsessions.session.Slug;
import dev.agentsessions.worker.TerminalWorker;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A session to create.
 *
 * @param naming what to call it; whatever is absent is made
 * @param workers absent: one agent worker when the spec names an agent, else none
 * @param start false: it stays Pending until it is started
 * @param filesFrom the session whose files its workspace begins with, which is of the same kind and
 *     may be copied; absent: none
 */
public record CreateSession(
    Naming naming,
    SessionSpec spec,
    Map<String, String> labels,
    Map<String, String> annotations,
    OwnerChoice owner,
    Optional<SessionId> parent,
    Optional<String> role,
    Optional<List<NewWorker>> workers,
    boolean start,
    Optional<SessionId> filesFrom) {
  /**
   * How a session is called.
   *
   * @param id absent: a new one
   * @param name absent: the directory or branch and a random part
   * @param slug absent: the name's
   * @param displayName absent: the name
   */
  public record Naming(
      Optional<SessionId> id,
      Optional<String> name,
      Optional<Slug> slug,
      Optional<String> displayName) {
    public static final Naming MADE =
        new Naming(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    public Naming {
      requireNonNull(id, "id");
      requireNonNull(name, "name");
      requireNonNull(slug, "slug");
      requireNonNull(displayName, "displayName");
    }

    public static Naming of(String name) {
      return new Naming(Optional.empty(), Optional.of(name), Optional.empty(), Optional.empty());
    }
  }

  public CreateSession {
    requireNonNull(naming, "naming");
    requireNonNull(spec, "spec");
    labels = Map.copyOf(labels);
    annotations = Map.copyOf(annotations);
    requireNonNull(owner, "owner");
    requireNonNull(parent, "parent");
    requireNonNull(role, "role");
    workers = workers.map(List::copyOf);
    requireNonNull(filesFrom, "filesFrom");
  }

  /** One with files of its own alone. */
  public CreateSession(
      Naming naming,
      SessionSpec spec,
      Map<String, String> labels,
      Map<String, String> annotations,
      OwnerChoice owner,
      Optional<SessionId> parent,
      Optional<String> role,
      Optional<List<NewWorker>> workers,
      boolean start) {
    this(naming, spec, labels, annotations, owner, parent, role, workers, start, Optional.empty());
  }

  /** A session of this spec, started, everything else made. */
  public static CreateSession of(SessionSpec spec) {
    return new CreateSession(
        Naming.MADE,
        spec,
        Map.of(),
        Map.of(),
        OwnerChoice.ACCOUNT,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        true);
  }

  /**
   * A session in a directory that is there, started, everything else made.
   *
   * @param directory a relative one is this program's
   */
  public static CreateSession in(Path directory) {
    return of(SessionSpec.of(new QuickSession(directory.toAbsolutePath().normalize())));
  }

  public CreateSession named(String name) {
    return new CreateSession(
        Naming.of(name), spec, labels, annotations, owner, parent, role, workers, start, filesFrom);
  }

  public CreateSession with(NewWorker... wanted) {
    return new CreateSession(
        naming,
        spec,
        labels,
        annotations,
        owner,
        parent,
        role,
        Optional.of(List.of(wanted)),
        start,
        filesFrom);
  }

  /** With one worker, which runs a program on a terminal. */
  public CreateSession running(String... command) {
    return with(NewWorker.of(new TerminalWorker(List.of(command))));
  }

  /** The same, not started. */
  public CreateSession resting() {
    return new CreateSession(
        naming, spec, labels, annotations, owner, parent, role, workers, false, filesFrom);
  }

  /** The same, with the files of another session. */
  CreateSession withFilesFrom(SessionId source) {
    return new CreateSession(
        naming,
        spec,
        labels,
        annotations,
        owner,
        parent,
        role,
        workers,
        start,
        Optional.of(source));
  }
}
