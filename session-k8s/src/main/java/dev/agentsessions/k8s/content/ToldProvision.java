package dev.agentsessions.k8s.content;

import dev.agentsessions.json.RuntimeJson;
import dev.agentsessions.session.ActiveWorkflow;
import dev.agentsessions.session.Layout;
import dev.agentsessions.session.Provision;
import dev.agentsessions.session.Reconciled;
import dev.agentsessions.session.Reconciled.State;
import dev.agentsessions.session.SessionException.Invalid;
import dev.agentsessions.session.SessionException.Unavailable;
import dev.agentsessions.workspace.WantedWorkspace;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a content service tells of its clones, as far as it was asked: a pod's own users may have
 * put anything in its place. Pure functions.
 */
public final class ToldProvision {
  private static final int LONGEST_MESSAGE = 1000;
  private static final int LONGEST_PATH = 4096;

  private ToldProvision() {}

  /**
   * @throws Unavailable if no service would answer so
   */
  public static Provision read(WantedWorkspace wanted, String answer) {
    try {
      return of(wanted, RuntimeJson.readProvision(answer));
    } catch (Invalid e) {
      throw new Unavailable("the content service does not answer as one: " + e.getMessage(), e);
    }
  }

  /**
   * @throws Invalid if no service would say so
   */
  static Provision of(WantedWorkspace wanted, Provision told) {
    return new Provision(
        wanted.kind().repos().stream().map(repo -> of(repo, told.repos().stream())).toList(),
        wanted.kind().workflow().map(workflow -> of(workflow, told.workflow().stream())),
        told.active().filter(active -> isOneOf(wanted, active)),
        checked(told.layout(), wanted.kind().repos().size()));
  }

  /** What was not told of is on its way. */
  private static <T> Reconciled<T> of(T wanted, Stream<Reconciled<T>> told) {
    return told.filter(one -> one.what().equals(wanted))
        .findFirst()
        .map(
            one ->
                new Reconciled<>(
                    wanted, one.state(), one.message().map(ToldProvision::line), one.at()))
        .orElseGet(() -> new Reconciled<>(wanted, State.CLONING, Optional.empty(), Instant.EPOCH));
  }

  /** What is said to people, in one line that is not too long. */
  public static String line(String message) {
    String printable = message.replaceAll("\\p{Cntrl}+", " ");
    return printable.substring(0, Math.min(printable.length(), LONGEST_MESSAGE));
  }

  private static boolean isOneOf(WantedWorkspace wanted, ActiveWorkflow active) {
    return Stream.of(wanted.kind().workflow(), wanted.active())
        .flatMap(Optional::stream)
        .anyMatch(active::equals);
  }

  /** It is told to processes in the same pod, and nobody else looks where it leads. */
  private static Layout checked(Layout layout, int repositories) {
    List<String> directories = layout.directories();
    Invalid.check(
        directories.size() <= repositories, "directories", "are more than there are repositories");
    Stream.concat(layout.folder().stream(), directories.stream())
        .forEach(
            path ->
                Invalid.check(
                    path.startsWith("/") && path.length() <= LONGEST_PATH && isOneLine(path),
                    "directories",
                    "must be absolute paths"));
    return layout;
  }

  private static boolean isOneLine(String path) {
    return path.chars().noneMatch(Character::isISOControl);
  }
}
