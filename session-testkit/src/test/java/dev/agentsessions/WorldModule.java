package dev.agentsessions;

import com.google.inject.AbstractModule;
import com.google.inject.multibindings.MapBinder;
import com.google.inject.multibindings.OptionalBinder;
import dev.agentsessions.agent.AgentCatalog;
import dev.agentsessions.catalog.Catalog;
import dev.agentsessions.credential.StoredGitTokens;
import dev.agentsessions.event.AuditTrail;
import dev.agentsessions.event.EventJournal;
import dev.agentsessions.host.Hosts;
import dev.agentsessions.identity.Authorizer;
import dev.agentsessions.identity.IdGenerator;
import dev.agentsessions.identity.Tokens;
import dev.agentsessions.message.MessageStore;
import dev.agentsessions.output.OutputLog;
import dev.agentsessions.output.OutputSink;
import dev.agentsessions.project.Projects;
import dev.agentsessions.result.ReportStore;
import dev.agentsessions.schedule.Schedules;
import dev.agentsessions.secret.SessionSecrets;
import dev.agentsessions.session.SessionStore;
import dev.agentsessions.task.Tasks;
import dev.agentsessions.time.Ticker;
import dev.agentsessions.worker.SessionRuntime;
import dev.agentsessions.workspace.RepositoryClones;
import dev.agentsessions.workspace.Uploads;
import dev.agentsessions.workspace.WorkspaceCheck;
import dev.agentsessions.workspace.WorkspaceFiles;
import java.time.InstantSource;
import java.util.Optional;

/** Binds what {@link SessionModule} needs to a {@link World}'s fakes. */
final class WorldModule extends AbstractModule {
  private final World world;
  private final Ticker ticker;

  WorldModule(World world, Ticker ticker) {
    this.world = world;
    this.ticker = ticker;
  }

  @Override
  protected void configure() {
    bind(SessionStore.class).toInstance(world.store);
    bind(EventJournal.class).toInstance(world.journal);
    bind(MessageStore.class).toInstance(world.messages);
    bind(ReportStore.class).toInstance(world.reports);
    bind(Hosts.class).toInstance(world.hosts);
    bind(Projects.class).toInstance(world.projects);
    bind(Tasks.class).toInstance(world.tasks);
    bind(Schedules.class).toInstance(world.schedules);
    bind(Tokens.class).toInstance(world.tokens);
    bind(Catalog.class).toInstance(world.catalog);
    bind(SessionSecrets.class).toInstance(world.secrets);
    bind(StoredGitTokens.class).toInstance(world.gitTokens);
    bind(AuditTrail.class).toInstance(world.auditTrail);
    bind(OutputLog.class).toInstance(world.output);
    bind(OutputSink.class).toInstance(world.output);
    bind(WorkspaceCheck.class).toInstance(world.workspaces);
    bind(Authorizer.class).toInstance(world.authorizer());
    MapBinder<String, SessionRuntime> runtimes =
        MapBinder.newMapBinder(binder(), String.class, SessionRuntime.class);
    runtimes
        .addBinding(World.LOCAL)
        .toInstance(
            new SessionRuntime(world.environments, world.runtime, Optional.of(world.runtime)));
    runtimes
        .addBinding(World.REMOTE)
        .toInstance(new SessionRuntime(world.remote, world.runtime, Optional.empty()));
    MapBinder.newMapBinder(binder(), String.class, WorkspaceFiles.class)
        .addBinding(World.LOCAL)
        .toInstance(world.files);
    MapBinder.newMapBinder(binder(), String.class, Uploads.class)
        .addBinding(World.LOCAL)
        .toInstance(world.uploads);
    override(RepositoryClones.class, world.clones);
    override(AgentCatalog.class, world.agents());
    override(InstantSource.class, world.clock);
    override(Ticker.class, ticker);
    override(IdGenerator.class, world.ids);
  }

  private <T> void override(Class<T> type, T fake) {
    OptionalBinder.newOptionalBinder(binder(), type).setBinding().toInstance(fake);
  }
}
