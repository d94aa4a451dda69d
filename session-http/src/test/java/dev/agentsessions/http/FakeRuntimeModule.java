package dev.agentsessions.http;

import com.google.inject.AbstractModule;
import com.google.inject.multibindings.MapBinder;
import com.google.inject.multibindings.OptionalBinder;
import dev.agentsessions.agent.Agent;
import dev.agentsessions.agent.AgentId;
import dev.agentsessions.agent.BuiltInAgents;
import dev.agentsessions.agent.ConfiguredAgents;
import dev.agentsessions.output.OutputLog;
import dev.agentsessions.output.OutputSink;
import dev.agentsessions.secret.AesGcmCipher;
import dev.agentsessions.secret.SecretCipher;
import dev.agentsessions.secret.SecretKey;
import dev.agentsessions.session.SessionSpec;
import dev.agentsessions.testkit.FakeRepositoryClones;
import dev.agentsessions.worker.SessionRuntime;
import dev.agentsessions.workspace.RepositoryClones;
import dev.agentsessions.workspace.Uploads;
import dev.agentsessions.workspace.WorkspaceCheck;
import dev.agentsessions.workspace.WorkspaceFiles;
import dev.agentsessions.workspace.WorkspaceGit;
import dev.agentsessions.workspace.WorkspaceGitChanges;
import java.util.List;

/** A world in which a test moves everything that is not HTTP. */
final class FakeRuntimeModule extends AbstractModule {
  private final FakeWorld world;

  FakeRuntimeModule(FakeWorld world) {
    this.world = world;
  }

  @Override
  protected void configure() {
    OptionalBinder.newOptionalBinder(binder(), RepositoryClones.class)
        .setBinding()
        .toInstance(new FakeRepositoryClones());
    MapBinder.newMapBinder(binder(), String.class, SessionRuntime.class)
        .addBinding(SessionSpec.LOCAL)
        .toInstance(world.runtime());
    MapBinder.newMapBinder(binder(), String.class, WorkspaceFiles.class)
        .addBinding(SessionSpec.LOCAL)
        .toInstance(world.files());
    MapBinder.newMapBinder(binder(), String.class, WorkspaceGit.class)
        .addBinding(SessionSpec.LOCAL)
        .toInstance(world.git());
    MapBinder.newMapBinder(binder(), String.class, WorkspaceGitChanges.class)
        .addBinding(SessionSpec.LOCAL)
        .toInstance(world.git());
    MapBinder.newMapBinder(binder(), String.class, Uploads.class)
        .addBinding(SessionSpec.LOCAL)
        .toInstance(world.uploads());
    bind(OutputLog.class).toInstance(world.output());
    bind(OutputSink.class).toInstance(world.output());
    bind(WorkspaceCheck.class).toInstance(world.workspaces());
    OptionalBinder.newOptionalBinder(binder(), ConfiguredAgents.class)
        .setBinding()
        .toInstance(
            BuiltInAgents.and(
                List.of(new Agent(new AgentId("sh"), "Shell", List.of("/bin/sh", "-l")))));
    OptionalBinder.newOptionalBinder(binder(), SecretCipher.class)
        .setBinding()
        .toInstance(new AesGcmCipher(SecretKey.random()));
  }
}
