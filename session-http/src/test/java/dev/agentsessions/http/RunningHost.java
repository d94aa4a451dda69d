package dev.agentsessions.http;

import com.google.inject.AbstractModule;
import com.google.inject.Module;
import com.google.inject.Provides;
import com.google.inject.multibindings.OptionalBinder;
import com.google.inject.util.Modules;
import dev.agentsessions.AgentSessions;
import dev.agentsessions.SessionModule;
import dev.agentsessions.TokensModule;
import dev.agentsessions.host.HostConfig;
import dev.agentsessions.host.HostId;
import dev.agentsessions.host.NodeId;
import dev.agentsessions.identity.Authorizer;
import dev.agentsessions.identity.BearerIdentity;
import dev.agentsessions.identity.Caller;
import dev.agentsessions.identity.CallerIdentity;
import dev.agentsessions.identity.Credentials;
import dev.agentsessions.identity.TokenCheck;
import dev.agentsessions.memory.InMemoryStoreModule;
import dev.agentsessions.reconcile.ReconcilerConfig;
import dev.agentsessions.time.Ticker;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A whole host in memory, with a real server on a free port; one a test class. */
final class RunningHost implements BeforeAllCallback, AfterAllCallback {
  /** Held, or its level would be collected with it. */
  private static final Logger HELIDON = Logger.getLogger("io.helidon");

  static {
    HELIDON.setLevel(Level.WARNING);
  }

  private final FakeWorld world;
  private final Patience patience;
  private final SessionHttpConfig config;
  private HostConfig self = HostConfig.of(new HostId("main"), new NodeId("node-1"));
  private Module store = new InMemoryStoreModule();
  private Module more = Modules.EMPTY_MODULE;
  private Module identity;
  private final LeapingTicker ticker = new LeapingTicker();
  private AgentSessions host;

  private RunningHost(FakeWorld world, Patience patience, SessionHttpConfig config) {
    this(world, patience, config, openTo(world.authorizer()));
  }

  private RunningHost(
      FakeWorld world, Patience patience, SessionHttpConfig config, Module identity) {
    this.world = world;
    this.patience = patience;
    this.config = config;
    this.identity = identity;
  }

  /** Whoever has no credentials is one user, and this decides what that one may. */
  private static Module openTo(Authorizer authorizer) {
    return new AbstractModule() {
      @Override
      protected void configure() {
        bind(Authorizer.class).toInstance(authorizer);
      }

      @Provides
      CallerIdentity identity(TokenCheck tokens) {
        return BearerIdentity.singleUser(tokens);
      }
    };
  }

  /**
   * Whoever calls has a token.
   *
   * @param data where the administrator's is
   */
  static RunningHost withTokens(Path data) {
    return new RunningHost(
        FakeWorld.with(Authorizer.OWNERS),
        Patience.USUAL,
        SessionHttpConfig.loopback(0),
        new TokensModule(data));
  }

  static RunningHost usual() {
    return with(Authorizer.SINGLE_USER, Patience.USUAL);
  }

  static RunningHost with(Authorizer authorizer, Patience patience) {
    return new RunningHost(FakeWorld.with(authorizer), patience, SessionHttpConfig.loopback(0));
  }

  /**
   * @param bytes of output kept of each worker
   */
  static RunningHost keeping(long bytes) {
    return new RunningHost(
        FakeWorld.keeping(bytes, Authorizer.SINGLE_USER),
        Patience.USUAL,
        SessionHttpConfig.loopback(0));
  }

  static RunningHost calledAlso(String name) {
    SessionHttpConfig plain = SessionHttpConfig.loopback(0);
    return new RunningHost(
        FakeWorld.with(Authorizer.SINGLE_USER),
        Patience.USUAL,
        new SessionHttpConfig(plain.bind(), 0, Set.of(name), Optional.empty()));
  }

  /** Another host of a store, on a machine of its own, whose callers are the same. */
  static RunningHost beside(RunningHost first, String id) {
    AbstractModule callers =
        new AbstractModule() {
          @Override
          protected void configure() {
            bind(Authorizer.class).toInstance(first.world.authorizer());
            bind(CallerIdentity.class).toInstance(first.get(CallerIdentity.class));
          }
        };
    var host =
        new RunningHost(
            FakeWorld.with(first.world.authorizer()),
            first.patience,
            SessionHttpConfig.loopback(0),
            callers);
    host.self = HostConfig.of(new HostId(id), new NodeId("node-of-" + id));
    host.store = new SharedStore(first.sessions());
    return host;
  }

  /** Who calls is what this says. */
  RunningHost knowing(Function<Credentials, Caller> callers) {
    identity =
        binder -> {
          binder.bind(Authorizer.class).toInstance(world.authorizer());
          binder.bind(CallerIdentity.class).toInstance(new Knowing(callers));
        };
    return this;
  }

  /** With something more in it. */
  RunningHost and(Module module) {
    more = module;
    return this;
  }

  private record Knowing(Function<Credentials, Caller> callers) implements CallerIdentity {
    @Override
    public Caller identify(Credentials credentials) {
      return callers.apply(credentials);
    }

    @Override
    public boolean isOpen() {
      return true;
    }
  }

  static RunningHost boundTo(InetAddress address) {
    return new RunningHost(
        FakeWorld.with(Authorizer.SINGLE_USER), Patience.USUAL, new SessionHttpConfig(address, 0));
  }

  RunningHost start() {
    var http =
        Modules.override(new SessionHttpModule(config))
            .with(
                new AbstractModule() {
                  @Override
                  protected void configure() {
                    bind(Patience.class).toInstance(patience);
                  }
                });
    host =
        AgentSessions.start(
            new SessionModule(self, eager()),
            store,
            new FakeRuntimeModule(world),
            identity,
            binder ->
                OptionalBinder.newOptionalBinder(binder, Ticker.class)
                    .setBinding()
                    .toInstance(ticker),
            http,
            more);
    return this;
  }

  private static ReconcilerConfig eager() {
    ReconcilerConfig usual = ReconcilerConfig.DEFAULT;
    return new ReconcilerConfig(
        usual.inactivityTimeout(),
        usual.watch(),
        Duration.ofMillis(20),
        usual.maxRestarts(),
        usual.restartWindow(),
        usual.parallel());
  }

  AgentSessions sessions() {
    return host;
  }

  <T> T get(Class<T> type) {
    return host.get(type);
  }

  FakeWorld world() {
    return world;
  }

  HttpServer server() {
    return host.get(HttpServer.class);
  }

  int port() {
    return server().port();
  }

  TestClient client() {
    return new TestClient(server().address());
  }

  LeapingTicker ticker() {
    return ticker;
  }

  void close() {
    host.close();
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    start();
  }

  @Override
  public void afterAll(ExtensionContext context) {
    close();
  }
}
