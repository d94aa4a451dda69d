package dev.agentsessions.workspace.local;

import static java.util.Objects.requireNonNull;

import com.google.inject.AbstractModule;
import com.google.inject.Key;
import com.google.inject.PrivateModule;
import com.google.inject.Singleton;
import com.google.inject.multibindings.MapBinder;
import com.google.inject.multibindings.Multibinder;
import com.google.inject.multibindings.OptionalBinder;
import com.google.inject.name.Names;
import dev.agentsessions.HostPart;
import dev.agentsessions.host.HighestFences;
import dev.agentsessions.reconcile.SessionCleaner;
import dev.agentsessions.session.SessionSpec;
import dev.agentsessions.workflow.WorkflowSource;
import dev.agentsessions.workspace.Environments;
import dev.agentsessions.workspace.RepositoryClones;
import dev.agentsessions.workspace.Uploads;
import dev.agentsessions.workspace.WorkspaceCheck;
import dev.agentsessions.workspace.WorkspaceFiles;
import dev.agentsessions.workspace.WorkspaceGit;
import dev.agentsessions.workspace.WorkspaceGitChanges;
import java.time.Duration;

/**
 * Binds where local sessions work: the {@code Environments} named {@code local}, which a module
 * with a local runtime needs, the {@code WorkspaceCheck}, and the files and the git of local
 * sessions. Comes before {@code SessionModule}, whose reconciler then ends first. Needs git on the
 * machine, but only for worktree sessions and calls of git.
 */
public final class WorkspaceModule extends AbstractModule {
  private static final Key<Environments> ENVIRONMENTS =
      Key.get(Environments.class, Names.named(SessionSpec.LOCAL));

  /** The longest that one may take: a disk that was asleep needs some seconds. */
  private static final Duration OPENING = Duration.ofSeconds(10);

  private final WorkspaceConfig config;

  public WorkspaceModule(WorkspaceConfig config) {
    this.config = requireNonNull(config, "config");
  }

  @Override
  protected void configure() {
    install(new Ports(config));
    Multibinder<HostPart> parts = Multibinder.newSetBinder(binder(), HostPart.class);
    parts.addBinding().to(LocalEnvironments.class);
    parts.addBinding().to(OpeningThreads.class);
    MapBinder.newMapBinder(binder(), String.class, WorkspaceFiles.class)
        .addBinding(SessionSpec.LOCAL)
        .to(LocalFiles.class);
    MapBinder.newMapBinder(binder(), String.class, WorkspaceGit.class)
        .addBinding(SessionSpec.LOCAL)
        .to(LocalWorkspaceGit.class);
    MapBinder.newMapBinder(binder(), String.class, WorkspaceGitChanges.class)
        .addBinding(SessionSpec.LOCAL)
        .to(LocalGitChanges.class);
    MapBinder.newMapBinder(binder(), String.class, Uploads.class)
        .addBinding(SessionSpec.LOCAL)
        .to(LocalUploads.class);
    OptionalBinder.newOptionalBinder(binder(), RepositoryClones.class)
        .setBinding()
        .to(LocalClones.class);
    OptionalBinder.newOptionalBinder(binder(), WorkflowSource.class)
        .setBinding()
        .to(GitWorkflows.class);
    Multibinder<SessionCleaner> cleaners = Multibinder.newSetBinder(binder(), SessionCleaner.class);
    cleaners.addBinding().to(LocalUploads.class);
    cleaners.addBinding().to(WorkspaceCopies.class);
  }

  /** A private module cannot add to the host's parts, so that is left to the one around it. */
  private static final class Ports extends PrivateModule {
    private final WorkspaceConfig config;

    Ports(WorkspaceConfig config) {
      this.config = config;
    }

    @Override
    protected void configure() {
      bind(WorkspaceConfig.class).toInstance(config);
      bind(GitConfig.class).toInstance(config.git());
      bind(GitProgram.class).in(Singleton.class);
      bind(RepositoryCheck.class).in(Singleton.class);
      bind(WorkParking.class).in(Singleton.class);
      bind(RepositoryCommands.class).in(Singleton.class);
      bind(Worktrees.class).in(Singleton.class);
      bind(RemoteExchange.class).in(Singleton.class);
      bind(OriginFetch.class).in(Singleton.class);
      bind(AgenticClones.class).in(Singleton.class);
      bind(AgenticRemoval.class);
      bind(AgenticWorkspaces.class).in(Singleton.class);
      bind(AutoPush.class);
      bind(LocalClones.class).in(Singleton.class);
      bind(GitWorkflows.class).in(Singleton.class);
      bind(SourceFiles.class);
      bind(QuickCopy.class);
      bind(AgenticCopy.class);
      bind(WorkspaceCopies.class).in(Singleton.class);
      bind(HighestFences.class).toInstance(new HighestFences());
      bind(LocalEnvironments.class).in(Singleton.class);
      bind(OpeningThreads.class).toInstance(new OpeningThreads(OPENING));
      bind(Listing.class);
      bind(LocalFiles.class).in(Singleton.class);
      bind(Pauses.class).toInstance(Pauses.REAL);
      bind(LockedOut.class);
      bind(GitPlaces.class);
      bind(LocalWorkspaceGit.class);
      bind(LocalGitChanges.class).in(Singleton.class);
      bind(LocalUploads.class).in(Singleton.class);
      bind(ENVIRONMENTS).to(LocalEnvironments.class);
      bind(WorkspaceCheck.class).to(LocalWorkspaceCheck.class);
      bind(LocalWorkspaceCheck.class).in(Singleton.class);
      expose(LocalEnvironments.class);
      expose(OpeningThreads.class);
      expose(LocalFiles.class);
      expose(LocalWorkspaceGit.class);
      expose(LocalGitChanges.class);
      expose(LocalUploads.class);
      expose(WorkspaceCopies.class);
      expose(LocalClones.class);
      expose(GitWorkflows.class);
      expose(ENVIRONMENTS);
      expose(WorkspaceCheck.class);
    }
  }
}
