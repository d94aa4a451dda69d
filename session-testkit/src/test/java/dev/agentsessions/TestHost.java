package dev.agentsessions;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.inject.Guice;
import com.google.inject.Injector;
import com.google.inject.Module;
import com.google.inject.util.Modules;
import dev.agentsessions.host.HostConfig;
import dev.agentsessions.host.HostId;
import dev.agentsessions.host.HostLease;
import dev.agentsessions.host.HostWatch;
import dev.agentsessions.host.NodeId;
import dev.agentsessions.operation.LiveCalls;
import dev.agentsessions.operation.Messages;
import dev.agentsessions.operation.ProjectOperations;
import dev.agentsessions.operation.Sessions;
import dev.agentsessions.reconcile.NextLook;
import dev.agentsessions.reconcile.Reconciler;
import dev.agentsessions.reconcile.ReconcilerConfig;
import dev.agentsessions.session.Session;
import dev.agentsessions.session.SessionId;
import dev.agentsessions.testkit.FakeTicker;
import java.time.Duration;

/** A host in a {@link World}, without its threads: nothing happens but by a test's call. */
public final class TestHost {
  private static final int MANY_PASSES = 1000;

  public final FakeTicker ticker;
  private final World world;
  private final Injector injector;

  private TestHost(World world, HostConfig config, Module... more) {
    this.world = world;
    ticker = world.newTicker();
    injector =
        Guice.createInjector(
            new StrictModule(),
            new SessionModule(config, ReconcilerConfig.DEFAULT),
            new WorldModule(world, ticker),
            Modules.combine(more));
  }

  /** A host that has joined and may act. */
  public static TestHost in(World world, Module... more) {
    return named("main", world, more);
  }

  public static TestHost named(String id, World world, Module... more) {
    return joined(new TestHost(world, HostConfig.of(new HostId(id), World.NODE), more));
  }

  /** A host on another machine. */
  public static TestHost elsewhere(String id, World world, Module... more) {
    return joined(new TestHost(world, HostConfig.of(new HostId(id), new NodeId("nod-2")), more));
  }

  private static TestHost joined(TestHost host) {
    host.get(HostLease.class).join();
    return host;
  }

  public Sessions sessions() {
    return get(Sessions.class);
  }

  public LiveCalls live() {
    return get(LiveCalls.class);
  }

  public Messages messages() {
    return get(Messages.class);
  }

  public ProjectOperations projects() {
    return get(ProjectOperations.class);
  }

  public <T> T get(Class<T> type) {
    return injector.getInstance(type);
  }

  /** One pass; the lease is renewed first, so that a test may let hours go by. */
  public NextLook pass(SessionId session) {
    keepHouse();
    return get(Reconciler.class).pass(session);
  }

  /** Renews the lease and looks at the other hosts, as every interval does. */
  public void keepHouse() {
    get(HostLease.class).renew();
    get(HostWatch.class).look(world.hosts.observe());
  }

  /** Passes until nothing is left to do at once. */
  public NextLook run(SessionId session) {
    for (int passes = 0; passes < MANY_PASSES; passes++) {
      NextLook next = pass(session);
      if (!next.equals(NextLook.NOW)) {
        return next;
      }
    }
    throw new AssertionError("still busy after " + MANY_PASSES + " passes: " + world.read(session));
  }

  /** Passes, and lets the time between them go by, until nothing is under way. */
  public Session settle(SessionId session) {
    settled(session);
    return world.read(session);
  }

  /** As {@link #settle}, for a session that is gone afterwards. */
  public void settleGone(SessionId session) {
    settled(session);
    assertThat(world.store.find(session)).isEmpty();
  }

  private void settled(SessionId session) {
    Duration soon = ReconcilerConfig.DEFAULT.soon();
    for (int looks = 0; looks < MANY_PASSES; looks++) {
      NextLook next = run(session);
      if (next.in().isEmpty() || next.in().get().compareTo(soon) > 0) {
        return;
      }
      world.advance(next.in().get());
    }
    throw new AssertionError("never settles: " + world.read(session));
  }
}
