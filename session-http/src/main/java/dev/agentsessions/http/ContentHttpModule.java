package dev.agentsessions.http;

import static java.util.Objects.requireNonNull;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Binds the HTTP server of a content service (K-08): of all that {@link SessionHttpModule}'s has,
 * what has to do with files and terminals, and the calls by which the session's owner runs its
 * processes and fills its workspace. Needs {@code SessionModule} and what that needs, a {@code
 * WorkerRuntime}, {@code WorkspaceContents}, and a {@code CallerIdentity} that lets nobody in
 * without a token: by which name the server is called is not looked at.
 */
public final class ContentHttpModule extends AbstractModule {
  /** What those ask who run the program. */
  private static final Set<String> PROBES = Set.of("getHealth", "getReadiness");

  private final SessionHttpConfig config;

  public ContentHttpModule(SessionHttpConfig config) {
    this.config = requireNonNull(config, "config");
  }

  @Override
  protected void configure() {
    install(new ServerModule(config));
    bind(AllowedHosts.class).toInstance(AllowedHosts.any(config));
    bind(RuntimeEndpoints.class);
  }

  @Provides
  @Singleton
  Endpoints endpoints(
      ServiceEndpoints service,
      WorkerEndpoints workers,
      FileEndpoints files,
      GitEndpoints git,
      ProvisionEndpoints provisions,
      RuntimeEndpoints runtime) {
    Stream<Endpoint> probes =
        service.all().stream().filter(each -> PROBES.contains(each.naming().operation()));
    Stream<Endpoint> live =
        Stream.of(workers.all(), files.all(), git.all(), provisions.all())
            .flatMap(List::stream)
            .filter(each -> each.home().isInPod());
    return new Endpoints(
        Stream.of(probes, live, runtime.all().stream()).flatMap(each -> each).toList());
  }
}
