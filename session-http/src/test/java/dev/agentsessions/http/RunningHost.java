package dev.agentsessions.http;

import com.google.inject.AbstractModule;
import com.google.inject.Module;
import com.google.inject.util.Modules;
import dev.agentsessions.AgentSessions;
import dev.agentsessions.SessionModule;
import dev.agentsessions.host.HostConfig;
import dev.agentsessions.host.HostId;
import dev.agentsessions.host.NodeId;
import dev.agentsessions.identity.Authorizer;
import dev.agentsessions.memory.InMemoryStoreModule;
import dev.agentsessions.reconcile.ReconcilerConfig;
import java.time.Duration;
import java.util.Set;
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
  private CallerIdentity identity = CallerIdentity.SINGLE_USER;
  private Module more = Modules.EMPTY_MODULE;
  private AgentSessions host;

  private RunningHost(FakeWorld world, Patience patience, SessionHttpConfig config) {
    this.world = world;
    this.patience = patience;
    this.config = config;
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
        new SessionHttpConfig(plain.bind(), 0, Set.of(name)));
  }

  /** Who calls is what this says. */
  RunningHost knowing(CallerIdentity callers) {
    identity = callers;
    return this;
  }

  /** With something more in it. */
  RunningHost and(Module module) {
    more = module;
    return this;
  }

  RunningHost start() {
    var http =
        Modules.override(new SessionHttpModule(config))
            .with(
                new AbstractModule() {
                  @Override
                  protected void configure() {
                    bind(Patience.class).toInstance(patience);
                    bind(CallerIdentity.class).toInstance(identity);
                  }
                });
    host =
        AgentSessions.start(
            new SessionModule(HostConfig.of(new HostId("main"), new NodeId("node-1")), eager()),
            new InMemoryStoreModule(),
            new FakeRuntimeModule(world),
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
