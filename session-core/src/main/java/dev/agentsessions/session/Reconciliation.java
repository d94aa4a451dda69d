package dev.agentsessions.session;

import static java.util.Objects.requireNonNull;

import dev.agentsessions.session.Reconciled.State;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What is said of several things together that a session's workspace shall have (S-21…S-23): the
 * worst that is so of any.
 *
 * @param reason {@link Reason#CLONED}, {@link Reason#CLONING} or {@link Reason#CLONE_FAILED}
 * @param message for people: which of them, and why
 */
public record Reconciliation(Reason reason, String message) {
  public Reconciliation {
    requireNonNull(reason, "reason");
    requireNonNull(message, "message");
  }

  /** Of the repositories; empty: there are none. */
  public static Optional<Reconciliation> ofRepos(Provision seen) {
    return of(seen.repos().stream().map(repo -> Part.of(repo.what().name(), repo)));
  }

  /** Of the workflow; empty: there is none. */
  public static Optional<Reconciliation> ofWorkflow(Provision seen) {
    return of(seen.workflow().stream().map(workflow -> Part.of("workflow", workflow)));
  }

  /** Whether all of it is there. */
  public boolean isDone() {
    return reason.equals(Reason.CLONED);
  }

  private record Part(String name, State state, Optional<String> message) {
    static Part of(String name, Reconciled<?> what) {
      return new Part(name, what.state(), what.message());
    }

    String problem() {
      return name + ": " + message.orElse("failed");
    }
  }

  private static Optional<Reconciliation> of(Stream<Part> each) {
    List<Part> parts = each.toList();
    List<Part> failed = parts.stream().filter(part -> part.state() == State.FAILED).toList();
    List<Part> cloning = parts.stream().filter(part -> part.state() == State.CLONING).toList();
    if (parts.isEmpty()) {
      return Optional.empty();
    }
    if (!failed.isEmpty()) {
      return told(Reason.CLONE_FAILED, failed.stream().map(Part::problem), "; ");
    }
    return cloning.isEmpty()
        ? told(Reason.CLONED, Stream.of(), "")
        : told(Reason.CLONING, cloning.stream().map(Part::name), ", ");
  }

  private static Optional<Reconciliation> told(
      Reason reason, Stream<String> parts, String between) {
    return Optional.of(new Reconciliation(reason, parts.collect(Collectors.joining(between))));
  }
}
