package dev.agentsessions.session;

import static java.util.Objects.requireNonNull;

import dev.agentsessions.session.Reconciled.State;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a session's workspace has of what it shall have, as its environment says.
 *
 * @param repos as the spec has them, and in its order
 * @param workflow that the spec has
 * @param active the workflow that agents run in: the last one that was there
 * @param layout for agents that start now
 */
public record Provision(
    List<Reconciled<SourceRepository>> repos,
    Optional<Reconciled<ActiveWorkflow>> workflow,
    Optional<ActiveWorkflow> active,
    Layout layout) {
  public static final Provision NONE =
      new Provision(List.of(), Optional.empty(), Optional.empty(), Layout.NONE);

  public Provision {
    repos = List.copyOf(repos);
    requireNonNull(workflow, "workflow");
    requireNonNull(active, "active");
    requireNonNull(layout, "layout");
  }

  /** What was not tried to its end once, for people. */
  public List<String> untried() {
    return Stream.concat(
            repos.stream()
                .filter(repo -> repo.state() == State.CLONING)
                .map(repo -> repo.what().name()),
            workflow.stream().filter(it -> it.state() == State.CLONING).map(it -> "workflow"))
        .toList();
  }

  /** The same, where agents run in this workflow. */
  public Provision running(Optional<ActiveWorkflow> active) {
    return new Provision(repos, workflow, active, layout);
  }

  /** The same, where what has not changed keeps its time, and the rest has this one. */
  Provision since(Provision before, Instant now) {
    return new Provision(
        repos.stream()
            .map(
                repo ->
                    repo.since(
                        before.repos.stream()
                            .filter(it -> it.what().name().equals(repo.what().name()))
                            .findFirst(),
                        now))
            .toList(),
        workflow.map(it -> it.since(before.workflow, now)),
        active,
        layout);
  }
}
