package dev.agentsessions.github;

import static java.util.Objects.requireNonNull;

import com.google.inject.AbstractModule;
import com.google.inject.Singleton;
import com.google.inject.multibindings.Multibinder;
import com.google.inject.multibindings.OptionalBinder;
import dev.agentsessions.HostPart;
import dev.agentsessions.workspace.GitTokens;

/**
 * Lets sessions reach repositories of one GitHub by the tokens of an app (T-07), where it is
 * installed; elsewhere by what their owners stored. Needs {@code SessionModule} and a store's.
 */
public final class GitHubModule extends AbstractModule {
  private final GitHubConfig config;

  public GitHubModule(GitHubConfig config) {
    this.config = requireNonNull(config, "config");
  }

  @Override
  protected void configure() {
    bind(GitHubConfig.class).toInstance(config);
    bind(GitHubApi.class).in(Singleton.class);
    bind(GitHubAppTokens.class).in(Singleton.class);
    bind(AppThenPersonal.class);
    OptionalBinder.newOptionalBinder(binder(), GitTokens.class)
        .setBinding()
        .to(AppThenPersonal.class);
    Multibinder.newSetBinder(binder(), HostPart.class).addBinding().to(GitHubApi.class);
  }
}
