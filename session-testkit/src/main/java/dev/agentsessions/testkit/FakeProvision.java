package dev.agentsessions.testkit;

import dev.agentsessions.session.ActiveWorkflow;
import dev.agentsessions.session.AgenticSession;
import dev.agentsessions.session.Layout;
import dev.agentsessions.session.Provision;
import dev.agentsessions.session.Reconciled;
import dev.agentsessions.session.Reconciled.State;
import dev.agentsessions.session.Session;
import dev.agentsessions.workspace.GitUrl;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** What workspaces of clones have, as a test says; usually all of it. Safe from any thread. */
final class FakeProvision {
  private static final Instant WHENEVER = Instant.EPOCH;

  private final Map<GitUrl, State> states = new ConcurrentHashMap<>();

  void set(GitUrl url, State state) {
    states.put(url, state);
  }

  Provision of(Session session, AgenticSession kind, String root) {
    Optional<Reconciled<ActiveWorkflow>> workflow =
        kind.workflow().map(wanted -> reconciled(wanted, wanted.url()));
    Optional<ActiveWorkflow> active =
        workflow.isEmpty()
            ? Optional.empty()
            : workflow
                .filter(it -> it.state() == State.READY)
                .map(Reconciled::what)
                .or(() -> session.provision().active());
    return new Provision(
        kind.repos().stream().map(repo -> reconciled(repo, repo.url())).toList(),
        workflow,
        active,
        new Layout(
            active.map(it -> root + "/workflows/" + it.path()),
            kind.repos().stream()
                .filter(repo -> state(repo.url()) == State.READY)
                .map(repo -> root + "/repos/" + repo.name())
                .toList()));
  }

  private <T> Reconciled<T> reconciled(T what, GitUrl url) {
    Optional<String> message =
        state(url) == State.FAILED ? Optional.of("the remote is away") : Optional.empty();
    return new Reconciled<>(what, state(url), message, WHENEVER);
  }

  private State state(GitUrl url) {
    return states.getOrDefault(url, State.READY);
  }
}
