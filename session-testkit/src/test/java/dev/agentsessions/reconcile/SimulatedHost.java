package dev.agentsessions.reconcile;

import dev.agentsessions.agent.ConfiguredAgents;
import dev.agentsessions.catalog.SessionRepositories;
import dev.agentsessions.host.ApiAddress;
import dev.agentsessions.host.HostConfig;
import dev.agentsessions.host.HostLease;
import dev.agentsessions.host.HostWatch;
import dev.agentsessions.host.Hosts;
import dev.agentsessions.identity.HostCredential;
import dev.agentsessions.identity.TokenIssuer;
import dev.agentsessions.identity.UlidGenerator;
import dev.agentsessions.memory.InMemoryStore;
import dev.agentsessions.message.MessageStore;
import dev.agentsessions.output.OutputSink;
import dev.agentsessions.project.Projects;
import dev.agentsessions.secret.SecretCipher;
import dev.agentsessions.secret.SecretVariables;
import dev.agentsessions.session.ActivityNotes;
import dev.agentsessions.session.SessionId;
import dev.agentsessions.session.SessionStore;
import dev.agentsessions.time.Ticker;
import dev.agentsessions.worker.Runtimes;
import java.time.InstantSource;
import java.util.Set;

/** One incarnation of a host: its lease, its reconciler, and no thread. */
final class SimulatedHost {
  /** What a host is given; the ports are interruptible. */
  record Ports(
      SessionStore store,
      MessageStore messages,
      Hosts hosts,
      Projects projects,
      Runtimes runtimes,
      OutputSink output,
      ConfiguredAgents agents,
      Set<SessionCleaner> cleaners) {}

  private final Housekeeping housekeeping;
  private final Reconciler reconciler;

  SimulatedHost(
      HostConfig host, Ports ports, ReconcilerConfig config, InstantSource clock, Ticker ticker) {
    var lease = new HostLease(ports.hosts(), host, ApiAddress.NONE, ticker);
    var credential = new HostCredential(host, noTokens(clock), clock);
    var watch = new HostWatch(host, ticker);
    var launches =
        new Launches(
            ports.agents(),
            ApiAddress.NONE,
            noTokens(clock),
            noSecrets(clock),
            noRepositories(clock));
    var deadlines = new Deadlines(ports.projects(), config);
    var deliveries = new Deliveries(ports.store(), ports.messages(), config);
    var cleanUp = new CleanUp(ports.output(), ports.cleaners());
    housekeeping =
        new Housekeeping(
            host, lease, credential, watch, ports.hosts(), ports.store(), WakeUps.NONE);
    reconciler =
        new Reconciler(
            ports.store(),
            ports.hosts(),
            lease,
            watch,
            ports.runtimes(),
            new Spawning(ports.store(), launches, deadlines, config),
            new Running(
                ports.store(),
                launches,
                deliveries,
                deadlines,
                ports.output(),
                new ActivityNotes(ports.store(), clock, ticker),
                config),
            new Terminating(ports.store(), cleanUp, deliveries, config),
            config,
            clock,
            ticker);
  }

  private static SessionRepositories noRepositories(InstantSource clock) {
    return new SessionRepositories(new InMemoryStore(clock).catalog());
  }

  /** Without an API nobody gets a token. */
  private static TokenIssuer noTokens(InstantSource clock) {
    return new TokenIssuer(new InMemoryStore(clock).tokens(), new UlidGenerator(clock), clock);
  }

  private static SecretVariables noSecrets(InstantSource clock) {
    return new SecretVariables(new InMemoryStore(clock).secrets(), SecretCipher.NONE);
  }

  void join() {
    housekeeping.join();
  }

  void keepHouse() {
    housekeeping.run();
  }

  NextLook pass(SessionId session) {
    return reconciler.pass(session);
  }

  /** It is about to close. */
  void beginNothing() {
    reconciler.beginNothing();
  }

  /** The sessions that it drives. */
  Set<SessionId> held() {
    return reconciler.held();
  }
}
