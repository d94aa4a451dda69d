package dev.agentsessions.operation;

import static java.util.Objects.requireNonNull;

import dev.agentsessions.credential.GitServer;
import dev.agentsessions.host.NodeId;
import dev.agentsessions.session.ActiveWorkflow;
import dev.agentsessions.session.AgenticSession;
import dev.agentsessions.session.QuickSession;
import dev.agentsessions.session.Session;
import dev.agentsessions.session.SourceRepository;
import dev.agentsessions.session.SourceRepository.Output;
import dev.agentsessions.session.WorktreeSession;
import dev.agentsessions.workspace.GitUrl;
import dev.agentsessions.workspace.WorkspaceGit;
import dev.agentsessions.workspace.WorkspaceRepository;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Which remote repositories a session works with: those of its spec, with their outputs and its
 * workflow's, or, where the spec has a directory, the {@code origin} of that. Safe for many
 * threads.
 */
final class SessionRemotes {
  private final Map<String, WorkspaceGit> byRuntime;
  private final NodeId node;

  @Inject
  SessionRemotes(Map<String, WorkspaceGit> byRuntime, NodeId node) {
    this.byRuntime = Map.copyOf(byRuntime);
    this.node = requireNonNull(node, "node");
  }

  /**
   * @param url of {@code https} or {@code http}
   * @throws dev.agentsessions.session.SessionException.Unavailable if nobody can tell from here
   */
  boolean have(Session session, GitUrl url) {
    return of(session).anyMatch(remote -> isSame(remote, url));
  }

  private Stream<GitUrl> of(Session session) {
    return switch (session.spec().kind()) {
      case AgenticSession kind ->
          Stream.concat(
              kind.repos().stream().flatMap(SessionRemotes::of),
              kind.workflow().map(ActiveWorkflow::url).stream());
      case QuickSession any -> origin(session);
      case WorktreeSession any -> origin(session);
    };
  }

  private static Stream<GitUrl> of(SourceRepository repository) {
    return Stream.concat(
        Stream.of(repository.url()), repository.output().map(Output::url).stream());
  }

  private Stream<GitUrl> origin(Session session) {
    return GitCalls.ofRuntime(byRuntime, session, node)
        .status(new WorkspaceRepository(session, Optional.empty()))
        .remoteUrl()
        .flatMap(GitUrl::ofConfigured)
        .stream();
  }

  private static boolean isSame(GitUrl one, GitUrl other) {
    return one.scheme() == other.scheme()
        && GitServer.of(one).equals(GitServer.of(other))
        && path(one).equals(path(other));
  }

  /** Servers take both forms for one. */
  private static String path(GitUrl url) {
    return url.path().replaceFirst("/+$", "").replaceFirst("\\.git$", "");
  }
}
