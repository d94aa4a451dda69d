package dev.agentsessions.testkit;

import dev.agentsessions.host.Fence;
import dev.agentsessions.session.AgenticSession;
import dev.agentsessions.session.QuickSession;
import dev.agentsessions.session.Reason;
import dev.agentsessions.session.Reconciled;
import dev.agentsessions.session.Session;
import dev.agentsessions.session.SessionId;
import dev.agentsessions.session.WorktreeSession;
import dev.agentsessions.worker.Endpoint;
import dev.agentsessions.workspace.EnvironmentState;
import dev.agentsessions.workspace.Environments;
import dev.agentsessions.workspace.GitUrl;
import dev.agentsessions.workspace.Release;
import dev.agentsessions.workspace.Retention;
import dev.agentsessions.workspace.WorkspaceProblem;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * Environments on this machine: Ready at once, released at once, unless a test says otherwise. Safe
 * from any thread.
 */
public final class FakeEnvironments implements Environments {
  /** What is observed of an environment that nobody made, or that was released. */
  static final EnvironmentState NONE =
      new EnvironmentState.Gone(new Reason("NoEnvironment"), "there is no environment");

  private final ReentrantLock lock = new ReentrantLock(); // guards all that follows
  private final Gate gate = new Gate("the fake environments");
  private final Set<SessionId> existing = new LinkedHashSet<>();
  private final Map<SessionId, EnvironmentState> scripted = new HashMap<>();
  private final Map<SessionId, String> branches = new HashMap<>();
  private final Map<SessionId, WorkspaceProblem> obstacles = new HashMap<>();
  private final FakeProvision provision = new FakeProvision();
  private final Set<String> noModels = new LinkedHashSet<>();
  private boolean announcing;

  @Override
  public boolean announces() {
    return locked(() -> announcing);
  }

  @Override
  public EnvironmentState ensure(Session session, Fence fence) {
    return locked(
        () -> {
          gate.enter(session.id(), fence);
          if (!scripted.containsKey(session.id()) && existing.add(session.id())) {
            gate.note(session.id(), fence, "make environment");
          }
          EnvironmentState state = state(session);
          if (isAsWanted(state)) {
            name(session, fence);
          }
          return onBranch(session, state);
        });
  }

  @Override
  public EnvironmentState observe(Session session, Fence fence) {
    return locked(
        () -> {
          gate.enter(session.id(), fence);
          return existing.contains(session.id())
              ? onBranch(session, new EnvironmentState.Ready(endpoint(session)))
              : NONE;
        });
  }

  @Override
  public Release release(Session session, Fence fence, Retention retention) {
    return locked(
        () -> {
          gate.enter(session.id(), fence);
          if (existing.remove(session.id())) {
            gate.note(session.id(), fence, "release environment, " + retention);
          }
          return Release.DONE;
        });
  }

  /** From now on owners are left to be woken, by a test. */
  public void announce() {
    locked(() -> announcing = true);
  }

  /** It cannot be made, or no longer, until it is repaired. */
  public void fail(SessionId session, Reason reason, String message) {
    script(session, new EnvironmentState.Failed(reason, message));
  }

  /**
   * It is lost until it is repaired. Its processes go on, as they do in a directory that somebody
   * removed: whoever observes it still finds the place where they run.
   */
  public void lose(SessionId session, Reason reason, String message) {
    script(session, new EnvironmentState.Gone(reason, message));
  }

  /** Its branch keeps the name that it has, until it is repaired. */
  public void keepBranch(SessionId session, WorkspaceProblem why) {
    locked(() -> obstacles.put(session, why));
  }

  /** From now on nobody is allowed this language model. */
  public void refuseModel(String model) {
    locked(() -> noModels.add(model));
  }

  /** From now on a clone of this is so far; usually it is ready at once. */
  public void provide(GitUrl url, Reconciled.State state) {
    provision.set(url, state);
  }

  /** It can be made, and its branch renamed, again. */
  public void repair(SessionId session) {
    locked(
        () -> {
          obstacles.remove(session);
          return scripted.remove(session);
        });
  }

  /** Somebody checks out another branch in it. */
  public void checkOut(SessionId session, String branch) {
    locked(() -> branches.put(session, branch));
  }

  /** The name of its branch, if it has one. */
  public Optional<String> branchOf(SessionId session) {
    return locked(() -> Optional.ofNullable(branches.get(session)));
  }

  /** False: refuses every call from now on. */
  public void setAvailable(boolean available) {
    gate.setAvailable(available);
  }

  /** Refuses the next calls, whoever makes them. */
  public void refuse(int calls) {
    gate.refuse(calls);
  }

  /** Sessions with an environment that was not released. What is left at the end leaked. */
  public Set<SessionId> existing() {
    return locked(() -> new LinkedHashSet<>(existing));
  }

  /** Everything done so far, first to last. */
  public List<Mutation> mutations() {
    return gate.mutations();
  }

  private void script(SessionId session, EnvironmentState state) {
    locked(() -> scripted.put(session, state));
  }

  private EnvironmentState state(Session session) {
    EnvironmentState otherwise = scripted.get(session.id());
    if (otherwise != null) {
      return otherwise;
    }
    Endpoint endpoint = endpoint(session);
    var made = new EnvironmentState.Ready(endpoint, obstacle(session), Optional.empty());
    EnvironmentState.Ready ready =
        noModels.contains(session.wantedModel()) ? made.unmodeled("it is not allowed") : made;
    return session.spec().kind() instanceof AgenticSession kind
        ? ready.with(provision.of(session, kind, endpoint.directory()))
        : ready;
  }

  private Optional<WorkspaceProblem> obstacle(Session session) {
    return session
        .formerBranch()
        .flatMap(former -> Optional.ofNullable(obstacles.get(session.id())));
  }

  private static boolean isAsWanted(EnvironmentState state) {
    return state instanceof EnvironmentState.Ready ready && ready.unnamed().isEmpty();
  }

  private EnvironmentState onBranch(Session session, EnvironmentState state) {
    return state instanceof EnvironmentState.Ready ready
        ? ready.on(Optional.ofNullable(branches.get(session.id())))
        : state;
  }

  private void name(Session session, Fence fence) {
    session.spec().branch().ifPresent(branch -> name(session, branch, fence));
  }

  private void name(Session session, String branch, Fence fence) {
    String before = branches.putIfAbsent(session.id(), branch);
    if (before != null && !before.equals(branch) && session.formerBranch().isPresent()) {
      branches.put(session.id(), branch);
      gate.note(session.id(), fence, "rename branch " + before + " to " + branch);
    }
  }

  private static Endpoint endpoint(Session session) {
    return switch (session.spec().kind()) {
      case QuickSession quick -> new Endpoint(Endpoint.LOCAL, quick.location().toString());
      case WorktreeSession any -> new Endpoint(Endpoint.LOCAL, "/worktrees/" + session.id());
      case AgenticSession any -> new Endpoint(Endpoint.LOCAL, "/workspaces/" + session.id());
    };
  }

  private <T> T locked(Supplier<T> step) {
    lock.lock();
    try {
      return step.get();
    } finally {
      lock.unlock();
    }
  }
}
