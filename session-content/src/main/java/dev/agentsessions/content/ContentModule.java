package dev.agentsessions.content;

import static java.util.Objects.requireNonNull;

import com.google.inject.AbstractModule;
import com.google.inject.Singleton;
import com.google.inject.multibindings.Multibinder;
import com.google.inject.multibindings.OptionalBinder;
import dev.agentsessions.HostPart;
import dev.agentsessions.SessionModule;
import dev.agentsessions.catalog.ProtectedBranches;
import dev.agentsessions.host.HostConfig;
import dev.agentsessions.host.HostId;
import dev.agentsessions.host.NodeId;
import dev.agentsessions.http.ContentHttpModule;
import dev.agentsessions.http.ProcessEnds;
import dev.agentsessions.identity.Authorizer;
import dev.agentsessions.identity.CallerIdentity;
import dev.agentsessions.memory.InMemoryStoreModule;
import dev.agentsessions.pty.PtyModule;
import dev.agentsessions.worker.WorkerRuntime;
import dev.agentsessions.workspace.GitTokens;
import dev.agentsessions.workspace.WorkspaceContents;
import dev.agentsessions.workspace.local.WorkspaceModule;

/** All of a content service, for {@code AgentSessions.start}. */
public final class ContentModule extends AbstractModule {
  private final ContentConfig config;

  public ContentModule(ContentConfig config) {
    this.config = requireNonNull(config, "config");
  }

  @Override
  protected void configure() {
    install(new InMemoryStoreModule());
    install(new WorkspaceModule(config.files()));
    install(new PtyModule(config.pty()));
    bind(ContentConfig.class).toInstance(config);
    bind(FenceGate.class)
        .toInstance(new FenceGate(config.session(), config.kept().resolve("fences")));
    bind(CallerIdentity.class).toInstance(new ContentIdentity(config.token()));
    // Hosts have asked what the caller may; and there is one session here.
    bind(Authorizer.class).toInstance(Authorizer.SINGLE_USER);
    OptionalBinder.newOptionalBinder(binder(), GitTokens.class).setBinding().to(ApiGitTokens.class);
    bind(ApiGitTokens.class).in(Singleton.class);
    OptionalBinder.newOptionalBinder(binder(), ProtectedBranches.class)
        .setBinding()
        .to(ToldBranches.class);
    bind(ToldBranches.class).in(Singleton.class);
    bind(OnlySession.class).in(Singleton.class);
    bind(EndWatch.class).in(Singleton.class);
    bind(Ends.class).in(Singleton.class);
    bind(ProcessEnds.class).to(Ends.class);
    bind(WorkerRuntime.class).to(PodWorkers.class);
    bind(PodWorkers.class).in(Singleton.class);
    bind(WorkspaceContents.class).to(PodContents.class);
    bind(PodContents.class).in(Singleton.class);
    bind(FirstClones.class);
    Multibinder<HostPart> parts = Multibinder.newSetBinder(binder(), HostPart.class);
    parts.addBinding().to(ApiGitTokens.class);
    parts.addBinding().to(OnlySession.class);
    parts.addBinding().to(EndWatch.class);
    parts.addBinding().to(Ends.class);
    install(SessionModule.drivenElsewhere(HostConfig.of(new HostId("content"), new NodeId("pod"))));
    install(new ContentHttpModule(config.http()));
  }
}
