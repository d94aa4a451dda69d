package dev.agentsessions.content;

import static java.util.Objects.requireNonNull;

import com.google.inject.name.Named;
import dev.agentsessions.session.Provision;
import dev.agentsessions.session.Session;
import dev.agentsessions.session.SessionException.Unavailable;
import dev.agentsessions.session.SessionSpec;
import dev.agentsessions.worker.Place;
import dev.agentsessions.worker.SessionRuntime;
import dev.agentsessions.workspace.EnvironmentState.Ready;
import dev.agentsessions.workspace.Environments;
import dev.agentsessions.workspace.KnownRepositories;
import dev.agentsessions.workspace.Release;
import dev.agentsessions.workspace.Retention;
import dev.agentsessions.workspace.WantedWorkspace;
import dev.agentsessions.workspace.WorkspaceContents;
import jakarta.inject.Inject;
import java.util.concurrent.locks.ReentrantLock;

/** Clones for the session's owner, made by this program's own environments, in its workspace. */
final class PodContents implements WorkspaceContents {
  private final FenceGate gate;
  private final OnlySession session;
  private final ToldBranches branches;
  private final Environments local;

  /** Held over one look: at the disk, and nothing remote. */
  private final ReentrantLock looking = new ReentrantLock();

  private long latest; // guarded by looking

  @Inject
  PodContents(
      FenceGate gate,
      OnlySession session,
      ToldBranches branches,
      @Named(SessionSpec.LOCAL) SessionRuntime local) {
    this.gate = requireNonNull(gate, "gate");
    this.session = requireNonNull(session, "session");
    this.branches = requireNonNull(branches, "branches");
    this.local = local.environments();
  }

  @Override
  public Provision provide(Place place, WantedWorkspace wanted) {
    return gate.pass(place.fence(), () -> provide(wanted));
  }

  @Override
  public void tell(Place place, KnownRepositories known) {
    var _ = gate.pass(place.fence(), () -> known(known));
  }

  private KnownRepositories known(KnownRepositories known) {
    looking.lock();
    try {
      if (known.generation() >= latest) { // else a later spec names others
        latest = known.generation();
        var _ = session.wanting(known.kind());
      }
      branches.are(known.protectedBranches());
      return known;
    } finally {
      looking.unlock();
    }
  }

  @Override
  public Release push(Place place, KnownRepositories due) {
    return gate.pass(
        place.fence(),
        () -> {
          branches.are(due.protectedBranches());
          Release release =
              local.release(session.ending(due.kind()), session.place().fence(), Retention.KEEP);
          return release instanceof Release.Done ? release : Release.PUSHING;
        });
  }

  /** For nobody in particular, before anybody owns the session's run. */
  Provision provide(WantedWorkspace wanted) {
    looking.lock();
    try {
      // A call that was late would take out what was cloned since.
      if (wanted.generation() < latest) {
        throw new Unavailable("something else is wanted since: generation " + latest, null);
      }
      latest = wanted.generation();
      Session now = session.wanting(wanted.kind());
      Provision seen = look(now, wanted);
      session.provided(seen);
      return seen;
    } finally {
      looking.unlock();
    }
  }

  private Provision look(Session now, WantedWorkspace wanted) {
    var state = local.ensure(now.running(wanted.active()), session.place().fence());
    if (state instanceof Ready ready) {
      return ready.provision();
    }
    throw new Unavailable("the workspace is not ready: " + state, null);
  }
}
