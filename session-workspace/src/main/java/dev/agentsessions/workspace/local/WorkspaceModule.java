package dev.agentsessions.workspace.local;

import static java.util.Objects.requireNonNull;

import com.google.inject.AbstractModule;
import com.google.inject.Key;
import com.google.inject.PrivateModule;
import com.google.inject.Singleton;
import com.google.inject.multibindings.Multibinder;
import com.google.inject.name.Names;
import dev.agentsessions.HostPart;
import dev.agentsessions.session.SessionSpec;
import dev.agentsessions.workspace.Environments;
import dev.agentsessions.workspace.WorkspaceCheck;

/**
 * Binds where local sessions work: the {@code Environments} named {@code local}, which a module
 * with a local runtime needs, and the {@code WorkspaceCheck}. Comes before {@code SessionModule},
 * whose reconciler then ends first. Needs git on the machine, but only for worktree sessions.
 */
public final class WorkspaceModule extends AbstractModule {
  private static final Key<Environments> ENVIRONMENTS =
      Key.get(Environments.class, Names.named(SessionSpec.LOCAL));

  private final WorkspaceConfig config;

  public WorkspaceModule(WorkspaceConfig config) {
    this.config = requireNonNull(config, "config");
  }

  @Override
  protected void configure() {
    install(new Ports(config));
    Multibinder.newSetBinder(binder(), HostPart.class).addBinding().to(LocalEnvironments.class);
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
      bind(UnsavedWork.class).in(Singleton.class);
      bind(Worktrees.class).in(Singleton.class);
      bind(LocalEnvironments.class).in(Singleton.class);
      bind(ENVIRONMENTS).to(LocalEnvironments.class);
      bind(WorkspaceCheck.class).to(LocalWorkspaceCheck.class);
      bind(LocalWorkspaceCheck.class).in(Singleton.class);
      expose(LocalEnvironments.class);
      expose(ENVIRONMENTS);
      expose(WorkspaceCheck.class);
    }
  }
}
